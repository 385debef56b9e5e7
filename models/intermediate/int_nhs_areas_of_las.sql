-- Which NHS areas overlap which local authority: a council's own area is none of them.
with

listed as (

    select * from {{ ref('stg_nhs_areas__las') }}

),

nhs_areas as (

    select * from {{ ref('int_nhs_areas') }}

),

aliases as (

    select * from {{ ref('area_name_aliases') }}

),

-- Of two LAs with one name the list means the one of today.
las as (

    select
        name_key,
        max_by(area_code, last_date) as la_area_code
    from {{ ref('int_areas') }}
    where geographic_level = 'Local authority'
    group by name_key

),

written as (

    select
        {{ name_key('la_name') }} as written_key,
        ods_code,
        {{ nhs_name_key(name_key('icb_name')) }} as icb_key
    from listed

),

overlapping as (

    select distinct
        las.la_area_code,
        nhs_areas.area_code,
        nhs_areas.area_name,
        nhs_areas.area_kind
    from written
    left join aliases
        on written.written_key = aliases.alias_key
    inner join las
        on coalesce(aliases.name_key, written.written_key) = las.name_key
    inner join nhs_areas
        on written.ods_code = nhs_areas.ods_code or written.icb_key = nhs_areas.name_key

),

counted as (

    select
        *,
        count(*) over (partition by la_area_code, area_kind) as areas_of_kind
    from overlapping

)

select * from counted
