with

area_codes as (

    select * from {{ ref('int_area_codes') }}

),

regions as (

    select * from {{ ref('int_regions') }}

),

-- An LA keeps its three-digit code when only its nine-character code changes.
las as (

    select
        la_code as area_code,
        max_by(la_name, coalesce(first_date, date '1900-01-01')) as area_name,
        max_by(region_code, coalesce(first_date, date '1900-01-01')) as region_code,
        min(coalesce(first_date, date '1900-01-01')) as first_date,
        max(coalesce(last_date, date '9999-12-31')) as last_date
    from area_codes
    group by la_code

),

-- Without published data no list of codes names the area whose own records are counted.
home as (

    select
        own.area_code,
        own.area_name
    from (
        select
            '{{ var("la_code") }}' as area_code,
            {{ sql_text(var("la_name")) }} as area_name
    ) as own
    left join las
        on own.area_code = las.area_code
    where las.area_code is null and own.area_code <> '000'

),

areas as (

    select
        area_code,
        area_name,
        'Local authority' as geographic_level,
        cast(null as varchar(9)) as region_code,
        cast(null as varchar(100)) as region_name,
        date '1900-01-01' as first_date,
        date '9999-12-31' as last_date,
        {{ name_key('area_name') }} as name_key
    from home

    union all

    select
        las.area_code,
        las.area_name,
        'Local authority' as geographic_level,
        las.region_code,
        regions.region_name,
        las.first_date,
        las.last_date,
        {{ name_key('las.area_name') }} as name_key
    from las
    left join regions
        on las.region_code = regions.region_code

    union all

    select
        region_code as area_code,
        region_name as area_name,
        'Regional' as geographic_level,
        region_code,
        region_name,
        date '1900-01-01' as first_date,
        date '9999-12-31' as last_date,
        name_key
    from regions

    union all

    select
        '{{ var("england_area_code") }}' as area_code,
        'England' as area_name,
        'National' as geographic_level,
        null as region_code,
        null as region_name,
        date '1900-01-01' as first_date,
        date '9999-12-31' as last_date,
        'england' as name_key

)

select * from areas
