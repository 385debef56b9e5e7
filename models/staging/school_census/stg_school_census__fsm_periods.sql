with

source as (

    {{ local_rows('school_census', 'fsmperiod') | indent(4) }}

),

renamed as (

    select
        set_id,
        {{ local_code('pupilonrolltableid') }} as registration_id,
        _file_id as file_id,
        _row as row_number,
        {{ local_date('fsmstartdate') }} as start_date,
        {{ local_date('fsmenddate') }} as end_date
    from source

)

select * from renamed
