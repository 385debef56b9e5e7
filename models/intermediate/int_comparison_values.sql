-- What is compared and what it is compared with: figures of areas, each with how it may be tested.
with

indicator_values as (

    -- A projection is no figure yet.
    select
        *,
        value_status = 'local' as is_local
    from {{ ref('fct_indicator_values') }}
    where
        value_status <> 'projected'
        and geographic_level in ('National', 'Regional', 'Local authority', 'Locality', 'ICB')

),

indicators as (

    select * from {{ ref('dim_indicators') }}

),

areas as (

    select area_code, region_code from {{ ref('dim_areas') }}

),

periods as (

    select distinct time_period, ending_year from {{ ref('dim_periods') }}

),

declared_breaks as (

    select distinct indicator_id, time_period from {{ ref('dim_breaks') }}

),

-- The newest period with something to tell: a figure, or that one is withheld or hidden.
newest_periods as (

    select
        indicator_values.indicator_id,
        indicator_values.area_code,
        indicator_values.breakdown_topic,
        indicator_values.is_local,
        max(periods.ending_year) as newest_year
    from indicator_values
    inner join periods
        on indicator_values.time_period = periods.time_period
    where
        indicator_values.indicator_value is not null
        or indicator_values.missing_reason not in ('x', 'z')
    group by
        indicator_values.indicator_id, indicator_values.area_code,
        indicator_values.breakdown_topic, indicator_values.is_local

),

described as (

    select
        indicator_values.indicator_id,
        indicator_values.time_period,
        indicator_values.area_code,
        indicator_values.breakdown_topic,
        indicator_values.breakdown,
        indicator_values.is_local,
        indicator_values.time_identifier,
        indicator_values.geographic_level,
        areas.region_code,
        periods.ending_year,
        -- The page on which a reader meets the figure: own records stand on the council's own.
        case
            when indicator_values.is_local then '{{ var("la_code") }}'
            else indicator_values.area_code
        end as page_area_code,
        indicators.chapter_number,
        indicators.polarity,
        indicators.unit,
        indicators.kind = 'count' or indicators.unit = 'pounds_million' as is_size,
        indicator_values.indicator_id in ({{ quoted_list(var('repeated_events')) }}) as is_repeated,
        indicator_values.indicator_value,
        indicator_values.missing_reason,
        indicator_values.numerator,
        indicator_values.denominator,
        indicator_values.lower_ci,
        indicator_values.upper_ci,
        indicator_values.ci_method,
        case
            when
                indicators.kind in ('rate', 'share')
                and indicators.unit = 'percent'
                and indicator_values.denominator > 0
                and indicator_values.numerator between 0 and indicator_values.denominator
                then 'proportion'
            when
                indicators.kind = 'rate'
                and indicators.unit in ('per_100', 'per_1000')
                and indicator_values.denominator > 0
                and indicator_values.numerator >= 0
                then 'events'
            else 'none'
        end as counting,
        case indicators.unit when 'per_1000' then 1000e0 else 100e0 end as scale,
        indicator_values.break_before,
        declared_breaks.indicator_id is not null as is_declared_break,
        coalesce(periods.ending_year = newest_periods.newest_year, false) as is_newest
    from indicator_values
    inner join indicators
        on indicator_values.indicator_id = indicators.indicator_id
    inner join periods
        on indicator_values.time_period = periods.time_period
    left join areas
        on indicator_values.area_code = areas.area_code
    left join declared_breaks
        on
            indicator_values.indicator_id = declared_breaks.indicator_id
            and indicator_values.time_period = declared_breaks.time_period
    left join newest_periods
        on
            indicator_values.indicator_id = newest_periods.indicator_id
            and indicator_values.area_code = newest_periods.area_code
            and indicator_values.breakdown_topic = newest_periods.breakdown_topic
            and indicator_values.is_local = newest_periods.is_local

)

select * from described
