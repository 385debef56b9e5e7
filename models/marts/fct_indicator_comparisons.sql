with

indicator_values as (

    -- What other areas have is published, so published figures are compared with one another. What
    -- is projected has happened to nobody.
    select * from {{ ref('fct_indicator_values') }}
    where value_status not in ('local', 'projected')

),

indicators as (

    select * from {{ ref('dim_indicators') }}

),

areas as (

    select * from {{ ref('dim_areas') }}

),

neighbour_means as (

    select * from {{ ref('int_neighbour_means') }}

),

periods as (

    select distinct time_period, ending_year from {{ ref('dim_periods') }}

),

las as (

    select
        indicator_values.*,
        areas.region_code,
        periods.ending_year
    from indicator_values
    inner join areas
        on indicator_values.area_code = areas.area_code
    inner join periods
        on indicator_values.time_period = periods.time_period
    where indicator_values.geographic_level = 'Local authority'

),

joined as (

    select
        las.indicator_id,
        las.time_period,
        las.area_code,
        las.breakdown_topic,
        las.breakdown,
        las.indicator_value,
        england.indicator_value as england_value,
        region.indicator_value as region_value,
        neighbour_means.neighbours_value,
        coalesce(neighbour_means.neighbours_with_value, 0) as neighbours_with_value,
        coalesce(neighbour_means.neighbours_in_group, 0) as neighbours_in_group,
        earlier.time_period as previous_time_period,
        earlier.indicator_value as previous_value,
        las.break_before,
        indicators.kind,
        case indicators.unit when 'percent' then 'percentage_points' else indicators.unit end
            as difference_unit
    from las
    inner join indicators
        on las.indicator_id = indicators.indicator_id
    left join indicator_values as england
        on
            las.indicator_id = england.indicator_id
            and las.time_period = england.time_period
            and las.breakdown_topic = england.breakdown_topic
            and las.breakdown = england.breakdown
            and england.geographic_level = 'National'
    left join indicator_values as region
        on
            las.indicator_id = region.indicator_id
            and las.time_period = region.time_period
            and las.breakdown_topic = region.breakdown_topic
            and las.breakdown = region.breakdown
            and las.region_code = region.area_code
    left join neighbour_means
        on
            las.indicator_id = neighbour_means.indicator_id
            and las.time_period = neighbour_means.time_period
            and las.breakdown_topic = neighbour_means.breakdown_topic
            and las.breakdown = neighbour_means.breakdown
            and las.area_code = neighbour_means.area_code
    left join las as earlier
        on
            las.indicator_id = earlier.indicator_id
            and las.area_code = earlier.area_code
            and las.breakdown_topic = earlier.breakdown_topic
            and las.breakdown = earlier.breakdown
            and las.ending_year = earlier.ending_year + 1
            and las.time_identifier = earlier.time_identifier

),

-- A count of England is no measure for a county, so counts are compared with their own past only;
-- nothing is compared across a break.
compared as (

    select
        indicator_id,
        time_period,
        area_code,
        breakdown_topic,
        breakdown,
        indicator_value,
        england_value,
        region_value,
        neighbours_value,
        neighbours_with_value,
        neighbours_in_group,
        previous_time_period,
        previous_value,
        case when kind <> 'count' then indicator_value - england_value end
            as difference_from_england,
        case when kind <> 'count' then indicator_value - region_value end as difference_from_region,
        case when kind <> 'count' then indicator_value - neighbours_value end
            as difference_from_neighbours,
        case when not break_before then indicator_value - previous_value end
            as change_since_previous,
        difference_unit
    from joined

)

select * from compared
