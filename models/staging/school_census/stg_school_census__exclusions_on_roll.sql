with

source as (

    {{ local_rows('school_census', 'termlyexclusionsonroll') | indent(4) }}

),

renamed as (

    select
        set_id,
        {{ local_code('pupilonrolltableid') }} as registration_id,
        _file_id as file_id,
        _row as row_number,
        {{ local_date('startdate') }} as start_date,
        {{ local_code('category') }} as category_code,
        {{ local_code('senprovision') }} as provision_code
    from source

)

select * from renamed
