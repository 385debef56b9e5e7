with

source as (

    select * from {{ source('nhs_areas', 'las') }}

),

renamed as (

    select
        _file_id as file_id,
        _row as row_number,
        trim(la_name) as la_name,
        trim(icb_name) as icb_name,
        trim(nhs_code) as ods_code,
        trim(nhs_name) as ccg_name
    from source
    where la_name is not null and nhs_code is not null

)

select * from renamed
