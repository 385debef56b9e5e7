with

places as (

    select * from {{ source('localities', 'places') }}

),

named as (

    select
        locality_code as area_code,
        locality as area_name,
        'Locality' as geographic_level
    from places
    where locality_code is not null

    union all

    select
        icb_code as area_code,
        icb as area_name,
        'ICB' as geographic_level
    from places
    where icb_code is not null

    union all

    select
        'locality-not-known' as area_code,
        'Locality not known' as area_name,
        'Locality' as geographic_level

    union all

    select
        'icb-not-known' as area_code,
        'ICB not known' as area_name,
        'ICB' as geographic_level

),

local_places as (

    select
        area_code,
        coalesce(min(area_name), area_code) as area_name,
        geographic_level
    from named
    group by area_code, geographic_level

)

select * from local_places
