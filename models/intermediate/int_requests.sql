-- Requests as they stood on 31 December of the year that the return covers: what came later has not
-- happened yet.
with

returns as (

    select * from {{ ref('int_sen2_returns') }}

),

cases as (

    select * from {{ ref('int_sen2_cases') }}

),

active_plans as (

    select * from {{ ref('stg_sen2__active_plans') }}

),

codes as (

    select * from {{ ref('sen2_codes') }}

),

-- Whoever came with a plan made elsewhere was not assessed here.
transferred as (

    select distinct cases.set_id, cases.person_id
    from active_plans
    inner join cases
        on
            active_plans.set_id = cases.set_id
            and active_plans.request_record_id = cases.request_record_id
    where active_plans.transfer_la_code is not null

),

known_by_then as (

    select
        cases.*,
        returns.flow_period,
        returns.year_start,
        returns.year_end,
        transferred.person_id is not null as is_transferred,
        case
            when cases.request_decision_date > returns.year_end then 'A'
            else coalesce(cases.request_outcome, 'A')
        end as outcome_by_then,
        case
            when cases.request_decision_date <= returns.year_end then cases.request_decision_date
        end as decision_by_then,
        case
            when cases.assessment_decision_date > returns.year_end then 'A'
            else coalesce(cases.assessment_outcome, 'A')
        end as assessment_outcome_by_then,
        case
            when cases.assessment_decision_date <= returns.year_end
                then cases.assessment_decision_date
        end as assessment_decision_by_then,
        case when cases.start_date <= returns.year_end then cases.start_date end as start_by_then,
        case when cases.cease_date <= returns.year_end then cases.cease_date end as cease_by_then
    from cases
    inner join returns
        on cases.set_id = returns.set_id
    left join transferred
        on cases.set_id = transferred.set_id and cases.person_id = transferred.person_id
    where cases.received_date is null or cases.received_date <= returns.year_end

),

requests as (

    select
        known_by_then.return_year,
        known_by_then.set_id,
        known_by_then.request_record_id,
        known_by_then.flow_period as time_period,
        known_by_then.year_start,
        known_by_then.year_end as reference_date,
        known_by_then.person_id,
        known_by_then.birth_month,
        known_by_then.sex_label,
        known_by_then.locality_code,
        known_by_then.icb_code,
        coalesce(sources.label, 'Unknown') as source_label,
        coalesce(cease_reasons.label, 'Reason not recorded') as cease_reason_label,
        exports.label as exported_label,
        known_by_then.outcome_by_then <> 'H' and not known_by_then.is_transferred as is_counted,
        -- A request that was decided before the year is historical; its assessment may be of it.
        known_by_then.assessment_outcome is not null
        and known_by_then.assessment_outcome_by_then <> 'H'
        and not known_by_then.is_transferred as is_assessment_counted,
        known_by_then.has_exception,
        known_by_then.received_date,
        known_by_then.outcome_by_then as request_outcome,
        known_by_then.decision_by_then as request_decision_date,
        known_by_then.assessment_outcome_by_then as assessment_outcome,
        known_by_then.assessment_decision_by_then as assessment_decision_date,
        known_by_then.start_by_then as start_date,
        known_by_then.cease_by_then as cease_date,
        {{ days_between('known_by_then.received_date', 'known_by_then.decision_by_then') }}
            as days_to_request_decision,
        {{ days_between(
            'known_by_then.received_date', 'known_by_then.assessment_decision_by_then'
        ) }} as days_to_assessment_decision,
        {{ days_between('known_by_then.received_date', 'known_by_then.start_by_then') }}
            as days_to_plan,
        {{ days_between('known_by_then.received_date', 'known_by_then.year_end') }}
            as days_since_receipt,
        known_by_then.received_date is not null
        and known_by_then.start_by_then is null
        and known_by_then.outcome_by_then not in ('N', 'W')
        and (known_by_then.outcome_by_then <> 'H' or known_by_then.assessment_outcome is not null)
        and known_by_then.assessment_outcome_by_then not in ('N', 'W', 'H')
        and not known_by_then.is_transferred as is_open
    from known_by_then
    left join codes as sources
        on
            known_by_then.source_code = sources.code
            and sources.item = 'request_source'
    left join codes as cease_reasons
        on
            known_by_then.cease_reason_code = cease_reasons.code
            and cease_reasons.item = 'cease_reason'
    left join codes as exports
        on
            known_by_then.exported_code = exports.code
            and exports.item = 'exported'

)

select * from requests
