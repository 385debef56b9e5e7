-- Requests, assessments and plans of a year. The limits are those of the law: six weeks for the
-- decision to assess, sixteen for a decision not to issue a plan, twenty for the plan.
{%- set measures = {
    'requests_received': "event = 'Request received'",
    'requests_refused': "event = 'Request received' and request_outcome = 'N'",
    'requests_decided': "event = 'Request decided'",
    'requests_decided_in_6_weeks':
        "event = 'Request decided'"
        ~ " and days_to_request_decision between 0 and 6 * 7",
    'assessments_decided': "event = 'Assessment decided'",
    'assessments_to_plan': "event = 'Assessment decided' and assessment_outcome = 'Y'",
    'assessments_to_no_plan': "event = 'Assessment decided' and assessment_outcome = 'N'",
    'assessments_to_no_plan_in_16_weeks':
        "event = 'Assessment decided'"
        ~ " and assessment_outcome = 'N' and days_to_assessment_decision between 0 and 16 * 7",
    'plans_started': "event = 'Plan started'",
    'plans_started_in_20_weeks': "event = 'Plan started' and days_to_plan between 0 and 20 * 7",
    'plans_without_exception': "event = 'Plan started' and not has_exception",
    'plans_without_exception_in_20_weeks':
        "event = 'Plan started'"
        ~ " and not has_exception and days_to_plan between 0 and 20 * 7",
    'plans_started_after_52_weeks': "event = 'Plan started' and days_to_plan > 52 * 7",
    'plans_ceased': "event = 'Plan ceased'",
    'open_cases': "event = 'Still open'",
} %}

with

events as (

    select * from {{ ref('int_request_events') }}

),

numbered as (

    select
        *,
        {{ local_measures(measures) }}
    from events

),

counts as (

    {{ local_counts(
        'numbered', 'sen2', 'requests', 'Calendar year', measures.keys() | list,
        topics={
            'Age': 'age_label',
            'Age band': 'age_band_label',
            'Sex': 'sex_label',
            'Source of request': 'source_label',
            'Reason': 'reason_label',
            'Time open': 'time_open_label',
        },
        area_topics=['Reason', 'Time open']
    ) | indent(4) }}

)

select * from counts
