-- Kaplan-Meier: for each day on which a plan came, the share of cases that have no plan after it.
with

cases as (

    select * from {{ ref('int_cases_at_risk') }}

),

event_days as (

    select
        time_period,
        reference_date,
        exit_day as day,
        count(*) as plans_started
    from cases
    where has_plan and entry_day < exit_day
    group by time_period, reference_date, exit_day

),

at_risk as (

    select
        event_days.time_period,
        event_days.reference_date,
        event_days.day,
        event_days.plans_started,
        count(*) as cases_at_risk
    from event_days
    inner join cases
        on
            event_days.time_period = cases.time_period
            and event_days.day > cases.entry_day
            and event_days.day <= cases.exit_day
    group by
        event_days.time_period, event_days.reference_date, event_days.day, event_days.plans_started

),

-- A sum of logarithms stands for the product, exact but for the last digits: a share of just a half
-- may come out as 0.5000000000000001, which is not to move the median. So it is rounded below: over
-- thousands of steps the error stays under 1e-12, and one plan moves a share by far more.
-- Where all at risk get their plan, nobody is left.
steps as (

    select
        *,
        case
            when plans_started < cases_at_risk
                then ln(1 - cast(plans_started as double) / cases_at_risk)
        end as step,
        case when plans_started = cases_at_risk then 1 else 0 end as is_last_step
    from at_risk

),

summed as (

    select
        time_period,
        reference_date,
        day,
        plans_started,
        cases_at_risk,
        sum(step) over (
            partition by time_period order by day rows between unbounded preceding and current row
        ) as steps_so_far,
        max(is_last_step) over (
            partition by time_period order by day rows between unbounded preceding and current row
        ) as is_nobody_left
    from steps

),

durations as (

    select
        time_period,
        reference_date,
        day,
        plans_started,
        cases_at_risk,
        case when is_nobody_left = 1 then 0 else round(exp(steps_so_far), 12) end
            as share_without_plan
    from summed

)

select * from durations
