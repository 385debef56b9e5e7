with

areas as (

    select * from {{ ref('int_areas') }}

),

described as (

    select
        area_code,
        area_name,
        geographic_level,
        region_code,
        region_name,
        -- Every LA dates from 2009 or before unless a later reorganisation made it.
        case when year(first_date) > 2010 then first_date end as created_date,
        case when last_date < date '9999-12-31' then last_date end as ended_date
    from areas

    union all

    select
        area_code,
        area_name,
        geographic_level,
        cast(null as varchar(9)) as region_code,
        cast(null as varchar(100)) as region_name,
        cast(null as date) as created_date,
        cast(null as date) as ended_date
    from {{ ref('int_local_places') }}

    union all

    select
        area_code,
        area_name,
        'NHS area' as geographic_level,
        cast(null as varchar(9)) as region_code,
        cast(null as varchar(100)) as region_name,
        cast(null as date) as created_date,
        cast(null as date) as ended_date
    from {{ ref('int_nhs_areas') }}

)

select * from described
