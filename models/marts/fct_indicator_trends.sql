-- Where a yearly series is going, by its last five years (macros/statistics/trend_markers.sql).
{%- set points = [1, 2, 3, 4, 5] %}
{%- set series = [
    'indicator_id', 'area_code', 'breakdown_topic', 'breakdown', 'is_local', 'geographic_level'
] %}

with

indicator_values as (

    select
        *,
        value_status = 'local' as is_local,
        -- An academic year ends in the year after the one that it begins with.
        cast(substr(time_period, 1, 4) as integer)
        + case when length(time_period) = 6 then 1 else 0 end as calendar_year
    from {{ ref('fct_indicator_values') }}
    where
        geographic_level <> 'Neighbours'
        and value_status <> 'projected'
        and time_identifier like '% year'

),

indicators as (

    select
        *,
        kind in ('rate', 'share') as is_rate,
        kind in ('rate', 'share') and unit = 'percent' and has_intervals as is_proportion
    from {{ ref('dim_indicators') }}

),

-- A series ends with the newest period in which anybody has a figure of it.
newest as (

    select
        indicator_id,
        breakdown_topic,
        breakdown,
        geographic_level,
        is_local,
        max(calendar_year) as newest_year
    from indicator_values
    group by indicator_id, breakdown_topic, breakdown, geographic_level, is_local

),

first_years as (

    select
        {{ series | join(', ') }},
        min(calendar_year) as first_year
    from indicator_values
    group by {{ series | join(', ') }}

),

placed as (

    select
        indicator_values.*,
        indicator_values.calendar_year - newest.newest_year + 5 as place
    from indicator_values
    inner join newest
        on
            indicator_values.indicator_id = newest.indicator_id
            and indicator_values.breakdown_topic = newest.breakdown_topic
            and indicator_values.breakdown = newest.breakdown
            and indicator_values.geographic_level = newest.geographic_level
            and indicator_values.is_local = newest.is_local
    where indicator_values.calendar_year > newest.newest_year - 5

),

-- One row per series: its five points beside one another.
windows as (

    select
        {{ series | join(', ') }},
        min(time_period) as first_period,
        max(time_period) as last_period,
        count(indicator_value) as points,
        count(*) as periods,
        count(distinct calendar_year) as years,
        max(calendar_year - place) as year_before,
        max(case when break_before and place > 1 then 1 else 0 end) as breaks,
        {%- for k in points %}
        max(case when place = {{ k }} then calendar_year end) as t{{ k }},
        max(case when place = {{ k }} then numerator end) as numerator_{{ k }},
        max(case when place = {{ k }} then denominator end) as denominator_{{ k }},
        max(case when place = {{ k }} then indicator_value end) as v{{ k }},
        max(case when place = {{ k }} then lower_ci end) as l{{ k }},
        max(case when place = {{ k }} then upper_ci end) as u{{ k }},
        {%- endfor %}
        max(case when missing_reason in ('c', 'u') then 1 else 0 end) as withheld
    from placed
    group by {{ series | join(', ') }}

),

described as (

    select
        windows.*,
        indicators.polarity,
        indicators.is_proportion,
        {%- for k in points %}
        case when indicators.is_rate then windows.numerator_{{ k }} end as x{{ k }},
        case when indicators.is_rate then windows.denominator_{{ k }} end as n{{ k }},
        {%- endfor %}
        case
            when indicators.is_rolling then 'overlapping periods'
            when windows.periods > windows.years then 'two values in a year'
            when first_years.first_year > windows.year_before + 1 then 'fewer than five points'
            when windows.breaks = 1 then 'break'
            when windows.withheld = 1 then 'withheld point'
            when windows.years < 5 then 'gap'
            when windows.points < 5 then 'missing point'
        end as hindrance
    from windows
    inner join indicators
        on windows.indicator_id = indicators.indicator_id
    inner join first_years
        on
            windows.indicator_id = first_years.indicator_id
            and windows.area_code = first_years.area_code
            and windows.breakdown_topic = first_years.breakdown_topic
            and windows.breakdown = first_years.breakdown
            and windows.is_local = first_years.is_local
            and windows.geographic_level = first_years.geographic_level

),

tested as (

    {{ trend_markers(
        "(select * from described where hindrance is null)",
        series + ['first_period', 'last_period', 'points', 'polarity']
    ) | indent(4) }}

    union all

    select
        {{ series | join(', ') }},
        first_period,
        last_period,
        points,
        polarity,
        null as test,
        null as chi_squared,
        null as slope,
        'cannot be calculated' as marker,
        hindrance as reason
    from described
    where hindrance is not null

),

trends as (

    select
        indicator_id,
        area_code,
        breakdown_topic,
        breakdown,
        is_local,
        first_period,
        last_period,
        points,
        marker,
        reason,
        chi_squared,
        slope,
        {{ trend_is_better('marker', 'polarity') }} as is_better,
        test
    from tested

)

select * from trends
