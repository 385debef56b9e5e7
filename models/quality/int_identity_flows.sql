with

observations as (

    select * from {{ ref('int_observations_matched') }}
    where breakdown_topic = 'Total' and source_name in ('ehc_plans', 'tribunal')

),

disputes as (

    select * from {{ ref('int_first_disputes') }}
    where breakdown_topic = 'Total'

),

-- What is in dispute already accuses no other figure.
undisputed as (

    select observations.*
    from observations
    left join disputes
        on
            observations.source_name = disputes.source_name
            and observations.table_name = disputes.table_name
            and observations.measure = disputes.measure
            and observations.time_period = disputes.time_period
            and observations.area_code = disputes.area_code
    where disputes.measure is null

),

periods as (

    select distinct time_period, period_kind, ending_year from {{ ref('int_periods') }}

),

yearly as (

    select
        observations.table_name,
        observations.measure,
        observations.geographic_level,
        observations.area_code,
        periods.ending_year,
        observations.value
    from undisputed as observations
    inner join periods
        on
            observations.time_period = periods.time_period
            and observations.period_kind = periods.period_kind

),

flows as (

    select
        geographic_level,
        area_code,
        ending_year,
        max(case when measure = 'appealable_decisions' then value end) as appealable_decisions,
        max(case when measure = 'requests_decided_not_to_assess' then value end) as refused,
        max(case when measure = 'assess_not_issued' then value end) as not_issued,
        max(case when measure = 'needs_met' then value end) as needs_met,
        max(case when measure = 'new_ehc_plans' then value end) as new_plans,
        max(case when measure = 'total_ceased' then value end) as ceased
    from yearly
    where measure <> 'ehcplans'
    group by geographic_level, area_code, ending_year

),

stocks as (

    select area_code, ending_year, value as plans
    from yearly
    where measure = 'ehcplans'

),

-- The stock of January closes the calendar year before it.
joined as (

    select
        flows.*,
        opening.plans as opening_plans,
        closing.plans as closing_plans
    from flows
    left join stocks as opening
        on flows.area_code = opening.area_code and flows.ending_year = opening.ending_year
    left join stocks as closing
        on flows.area_code = closing.area_code and flows.ending_year + 1 = closing.ending_year

),

-- England's plans do not balance either: plans that move or are reopened are in no flow. No council
-- should be further out than that by much, so what is asked of it has England's share in it.
england as (

    select
        ending_year,
        1 - (opening_plans + new_plans - ceased) / closing_plans as share_in_no_flow
    from joined
    where geographic_level = 'National' and closing_plans > 0

),

compared as (

    select
        'appealable_decisions_add_up' as identity_id,
        'tribunal' as source_name,
        'appeal_rates' as table_name,
        'appealable_decisions' as measure,
        cast(ending_year as varchar(4)) as time_period,
        geographic_level,
        area_code,
        'Total' as breakdown_topic,
        'Total' as breakdown,
        refused + not_issued + closing_plans + needs_met as expected_value,
        appealable_decisions as found_value
    from joined
    where appealable_decisions is not null and ending_year >= 2022

    union all

    select
        'stock_and_flow' as identity_id,
        'ehc_plans' as source_name,
        'caseload' as table_name,
        'ehcplans' as measure,
        {{ academic_year_ending('joined.ending_year + 1') }} as time_period,
        joined.geographic_level,
        joined.area_code,
        'Total' as breakdown_topic,
        'Total' as breakdown,
        (joined.opening_plans + joined.new_plans - joined.ceased)
        / case
            when joined.geographic_level = 'National' then 1
            else 1 - coalesce(england.share_in_no_flow, 0)
        end as expected_value,
        joined.closing_plans as found_value
    from joined
    left join england
        on joined.ending_year = england.ending_year
    where joined.closing_plans is not null and joined.ending_year >= 2022

)

select * from compared
