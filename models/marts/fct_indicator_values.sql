with

chosen as (

    select * from {{ ref('int_indicator_values_chosen') }}
    where is_own_period

),

neighbour_means as (

    select * from {{ ref('int_neighbour_means') }}

),

areas as (

    select * from {{ ref('int_areas') }}

),

indicators as (

    select * from {{ ref('dim_indicators') }}

),

declared_breaks as (

    select distinct indicator_id, time_period from {{ ref('int_declared_breaks') }}

),

area_breaks as (

    select * from {{ ref('int_area_breaks') }}

),

intervals as (

    select * from {{ ref('int_indicator_intervals') }}

),

suspected_breaks as (

    select * from {{ ref('int_suspected_breaks') }}

),

neighbour_rows as (

    select
        neighbour_means.indicator_id,
        neighbour_means.time_period,
        neighbour_means.time_identifier,
        neighbour_means.reference_date,
        'Neighbours' as geographic_level,
        'neighbours-' || neighbour_means.area_code as area_code,
        'Statistical neighbours of ' || areas.area_name as area_name,
        neighbour_means.breakdown_topic,
        neighbour_means.breakdown,
        -- The mean of rates has no counts of its own.
        cast(null as double) as numerator,
        cast(null as double) as denominator,
        neighbour_means.neighbours_value as indicator_value,
        neighbour_means.value_status,
        case when neighbour_means.neighbours_value is null then 'x' end as missing_reason,
        neighbour_means.file_id as source_id
    from neighbour_means
    inner join areas
        on neighbour_means.area_code = areas.area_code

),

all_rows as (

    select
        indicator_id,
        time_period,
        time_identifier,
        reference_date,
        geographic_level,
        area_code,
        area_name,
        breakdown_topic,
        breakdown,
        numerator,
        denominator,
        indicator_value,
        value_status,
        missing_reason,
        source_id
    from chosen

    union all

    select * from neighbour_rows

),

flagged as (

    select *, coalesce(missing_reason = 'u', false) as is_withheld from all_rows

),

described as (

    select
        all_rows.indicator_id,
        case
            when all_rows.value_status = 'local' then indicators.local_population_id
            else indicators.population_id
        end as population_id,
        all_rows.time_period,
        all_rows.time_identifier,
        all_rows.reference_date,
        all_rows.geographic_level,
        all_rows.area_code,
        all_rows.area_name,
        all_rows.breakdown_topic,
        all_rows.breakdown,
        -- A withheld value takes its counts with it.
        case when not all_rows.is_withheld then all_rows.numerator end as numerator,
        case when not all_rows.is_withheld then all_rows.denominator end as denominator,
        all_rows.indicator_value,
        indicators.unit,
        intervals.lower_ci,
        intervals.upper_ci,
        intervals.ci_method,
        all_rows.value_status,
        all_rows.missing_reason,
        (
            declared_breaks.indicator_id is not null
            or area_breaks.indicator_id is not null
            or suspected_breaks.indicator_id is not null
        ) as break_before,
        all_rows.source_id
    from flagged as all_rows
    inner join indicators
        on all_rows.indicator_id = indicators.indicator_id
    left join declared_breaks
        on
            all_rows.indicator_id = declared_breaks.indicator_id
            and all_rows.time_period = declared_breaks.time_period
    left join area_breaks
        on
            all_rows.indicator_id = area_breaks.indicator_id
            and all_rows.area_code = area_breaks.area_code
            and all_rows.time_period = area_breaks.time_period
    left join intervals
        on
            all_rows.indicator_id = intervals.indicator_id
            and all_rows.time_period = intervals.time_period
            and all_rows.area_code = intervals.area_code
            and all_rows.breakdown_topic = intervals.breakdown_topic
            and all_rows.breakdown = intervals.breakdown
            and all_rows.value_status = intervals.value_status
    left join suspected_breaks
        on
            all_rows.indicator_id = suspected_breaks.indicator_id
            and all_rows.area_code = suspected_breaks.area_code
            and all_rows.breakdown_topic = suspected_breaks.breakdown_topic
            and all_rows.breakdown = suspected_breaks.breakdown
            and all_rows.time_period = suspected_breaks.time_period
            and (all_rows.value_status = 'local') = suspected_breaks.is_local

)

select * from described
