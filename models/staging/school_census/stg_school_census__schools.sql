with

source as (

    {{ local_rows('school_census', 'school') | indent(4) }}

),

renamed as (

    select
        set_id,
        {{ local_code('schoolcensustableid') }} as return_id,
        _file_id as file_id,
        _row as row_number,
        {{ local_code('phase') }} as phase_code
    from source

)

select * from renamed
