-- The days after which half, and nine tenths, of the cases have a plan.
with

cases as (

    select * from {{ ref('int_cases_at_risk') }}

),

durations as (

    select * from {{ ref('int_case_durations') }}

),

totals as (

    select
        time_period,
        reference_date,
        count(*) as cases,
        sum(case when has_plan then 1 else 0 end) as plans_started
    from cases
    group by time_period, reference_date

),

quantiles as (

    {%- for label, share in [('Median', 0.5), ('90th percentile', 0.1)] %}
    select
        totals.time_period,
        totals.reference_date,
        totals.cases,
        totals.plans_started,
        '{{ label }}' as breakdown,
        min(durations.day) as days
    from totals
    left join durations
        on
            totals.time_period = durations.time_period
            and durations.share_without_plan <= {{ share }}
    group by totals.time_period, totals.reference_date, totals.cases, totals.plans_started
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

counts as (

    {%- for measure in ['days', 'plans_started', 'cases'] %}
    select
        'sen2' as source_name,
        'durations' as table_name,
        'sen2' as file_id,
        time_period,
        'Calendar year' as time_identifier,
        reference_date,
        'Local authority' as geographic_level,
        '{{ var("la_code") }}' as area_code,
        'Time to plan' as breakdown_topic,
        breakdown,
        '{{ measure }}' as measure,
        cast({{ measure }} as double) as value,
        case when {{ measure }} is null then 'x' end as missing_reason,
        'local' as value_status
    from quantiles
    {{ 'union all' if not loop.last }}
    {%- endfor %}

)

select * from counts
