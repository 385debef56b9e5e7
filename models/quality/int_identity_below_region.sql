with

observations as (

    select * from {{ ref('int_observations_matched') }}
    where breakdown_topic = 'Total'

),

summed_measures as (

    select * from {{ ref('identity_sums') }}

),

areas as (

    select * from {{ ref('int_areas') }}

),

counts as (

    select
        observations.*,
        areas.region_code
    from observations
    inner join summed_measures
        on
            observations.source_name = summed_measures.source_name
            and observations.table_name = summed_measures.table_name
            and observations.measure = summed_measures.measure
    inner join areas
        on observations.area_code = areas.area_code

),

las as (

    select
        *,
        count(case when value > 0 then 1 end) over (
            partition by source_name, table_name, measure, time_period, region_code
        ) as las_with_some
    from counts
    where geographic_level = 'Local authority'

),

compared as (

    select
        'below_region' as identity_id,
        las.source_name,
        las.table_name,
        las.measure,
        las.time_period,
        las.geographic_level,
        las.area_code,
        las.breakdown_topic,
        las.breakdown,
        -- What the figure should be is not known; that it cannot be this is.
        case when las.value < regions.value then las.value end as expected_value,
        las.value as found_value,
        las.value >= regions.value as is_impossible
    from las
    inner join counts as regions
        on
            las.source_name = regions.source_name
            and las.table_name = regions.table_name
            and las.measure = regions.measure
            and las.time_period = regions.time_period
            and las.region_code = regions.area_code
    where las.las_with_some > 1 and las.value > 0 and regions.value > 0

)

select * from compared
