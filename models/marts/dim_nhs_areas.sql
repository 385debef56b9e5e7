with

nhs_areas as (

    select
        la_area_code,
        area_code,
        area_name,
        area_kind,
        areas_of_kind
    from {{ ref('int_nhs_areas_of_las') }}

)

select * from nhs_areas
