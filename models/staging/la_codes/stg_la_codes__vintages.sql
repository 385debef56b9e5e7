with

source as (

    select * from {{ source('la_codes', 'vintages') }}

),

renamed as (

    select
        _file_id as file_id,
        _row as row_number,
        trim(old_la_code) as la_code,
        trim(new_la_code) as new_la_code,
        trim(la_name) as la_name,
        trim(region_code) as region_code,
        trim(region_name) as region_name,
        try_cast(try_cast(first_year as double) as integer) as first_year,
        try_cast(try_cast(last_year as double) as integer) as last_year
    from source
    where {{ matches('trim(old_la_code)', '^[0-9]{3}$') }}

)

select * from renamed
