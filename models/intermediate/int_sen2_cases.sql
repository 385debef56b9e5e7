-- Requests with what followed from them: at most one assessment, and at most one plan, so that no
-- join makes two rows of one request.
with

returns as (

    select * from {{ ref('int_sen2_returns') }}

),

requests as (

    select
        *,
        row_number() over (
            partition by set_id, request_record_id order by file_id, row_number
        ) as place
    from {{ ref('stg_sen2__requests') }}
    where request_record_id is not null

),

people as (

    select * from {{ ref('int_sen2_people') }}

),

assessments as (

    select
        *,
        row_number() over (
            partition by set_id, request_record_id order by file_id, row_number
        ) as place
    from {{ ref('stg_sen2__assessments') }}

),

named_plans as (

    select
        *,
        row_number() over (
            partition by set_id, assessment_record_id order by file_id, row_number
        ) as place
    from {{ ref('stg_sen2__named_plans') }}

),

cases as (

    select
        requests.set_id,
        requests.request_record_id,
        returns.return_year,
        coalesce(
            people.person_id,
            'record-' || requests.set_id || '-r-' || requests.request_record_id
        ) as person_id,
        people.birth_month,
        coalesce(people.sex_label, 'Unknown') as sex_label,
        coalesce(people.locality_code, 'locality-not-known') as locality_code,
        coalesce(people.icb_code, 'icb-not-known') as icb_code,
        requests.received_date,
        requests.source_code,
        requests.outcome_code as request_outcome,
        requests.outcome_date as request_decision_date,
        requests.exported_code,
        assessments.outcome_code as assessment_outcome,
        assessments.outcome_date as assessment_decision_date,
        coalesce(assessments.has_exception, false) as has_exception,
        named_plans.start_date,
        named_plans.cease_date,
        named_plans.cease_reason_code,
        coalesce(named_plans.has_personal_budget, false) as has_personal_budget,
        named_plans.direct_payment_code
    from requests
    inner join returns
        on requests.set_id = returns.set_id
    left join people
        on
            requests.set_id = people.set_id
            and requests.person_record_id = people.person_record_id
    left join assessments
        on
            requests.set_id = assessments.set_id
            and requests.request_record_id = assessments.request_record_id
            and assessments.place = 1
    left join named_plans
        on
            assessments.set_id = named_plans.set_id
            and assessments.assessment_record_id = named_plans.assessment_record_id
            and named_plans.place = 1
    where requests.place = 1

)

select * from cases
