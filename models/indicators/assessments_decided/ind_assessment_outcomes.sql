with

requests as (

    select * from {{ ref('int_local_observations') }}
    where source_name = 'sen2' and table_name = 'requests'

),

assessment_outcomes_rows as (

    {{ local_ratio_rows(
        'requests', 'assessments_leading_to_plan',
        'assessments_to_plan', 'assessments_decided', ['Total', 'Age']
    ) }}

    union all

    {{ local_ratio_rows(
        'requests', 'not_to_issue_in_16_weeks',
        'assessments_to_no_plan_in_16_weeks', 'assessments_to_no_plan', ['Total']
    ) }}

)

select * from assessment_outcomes_rows
