-- Where the series of a local authority starts because it was created: what lies before is of other
-- areas. Only for series that were published before.
with

chosen as (

    select * from {{ ref('int_indicator_values_chosen') }}
    where geographic_level = 'Local authority' and value_status <> 'local'

),

areas as (

    select
        area_code,
        area_name,
        created_date,
        cast(extract(year from created_date) as varchar(4)) as created_year
    from {{ ref('dim_areas') }}
    where created_date is not null

),

series as (

    select indicator_id, min(reference_date) as first_published
    from chosen
    group by indicator_id

),

starts as (

    select
        chosen.indicator_id,
        chosen.area_code,
        min(chosen.time_period) as time_period
    from chosen
    inner join areas
        on chosen.area_code = areas.area_code
    inner join series
        on chosen.indicator_id = series.indicator_id
    where chosen.is_own_period and series.first_published < areas.created_date
    group by chosen.indicator_id, chosen.area_code

),

described as (

    select
        starts.indicator_id,
        starts.area_code,
        starts.time_period,
        'council created in ' || areas.created_year as title,
        areas.area_name || ' was created in ' || areas.created_year
        || ': earlier figures are of the councils before it.' as reason
    from starts
    inner join areas
        on starts.area_code = areas.area_code

)

select * from described
