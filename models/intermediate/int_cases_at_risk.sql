-- Cases that a plan could have ended on some day of the year, in days since the request: from when
-- they are watched until when, and whether the plan came. Those open before the year are watched
-- from its first day (delayed entry), so that slow cases are not taken for quick ones.
with

requests as (

    select * from {{ ref('int_requests') }}

),

-- A refusal or withdrawal ends a case without a plan. One without a date cannot be placed.
ended as (

    select
        *,
        least(
            case when request_outcome in ('N', 'W') then request_decision_date end,
            case when assessment_outcome in ('N', 'W') then assessment_decision_date end
        ) as refused_date,
        request_outcome in ('N', 'W') and request_decision_date is null
        or assessment_outcome in ('N', 'W') and assessment_decision_date is null as is_undated
    from requests
    where
        (is_counted or is_assessment_counted)
        and assessment_outcome <> 'H'
        and received_date is not null

),

watched as (

    select
        *,
        coalesce(least(start_date, refused_date), reference_date) as last_date,
        coalesce(start_date <= coalesce(refused_date, start_date), false) as has_plan
    from ended
    where start_date is not null or not is_undated

),

cases_at_risk as (

    select
        time_period,
        reference_date,
        set_id,
        request_record_id,
        -- A request of the year is watched from before its first day.
        case
            when received_date >= year_start then -1
            else {{ days_between('received_date', 'year_start') }}
        end as entry_day,
        {{ days_between('received_date', 'last_date') }} as exit_day,
        has_plan
    from watched
    where last_date >= year_start

)

select * from cases_at_risk
