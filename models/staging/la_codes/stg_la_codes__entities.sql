with

source as (

    select * from {{ source('la_codes', 'entities') }}

),

-- Rows for two LAs together ("940 / 941") name no area of their own.
renamed as (

    select
        _file_id as file_id,
        _row as row_number,
        trim(old_la_code) as la_code,
        trim(new_la_code) as new_la_code,
        trim(la_name) as la_name,
        trim(parent_geography_code) as region_code,
        {{ date_from_day_first('date_of_operation') }} as first_date,
        {{ date_from_day_first('date_of_termination') }} as last_date
    from source
    where {{ matches('trim(old_la_code)', '^[0-9]{3}$') }}

)

select * from renamed
