with

observations as (

    select * from {{ ref('int_observations') }}

),

requests as (

    select * from observations
    where source_name = 'ehc_plans' and table_name = 'requests'

),

to_2021 as (

    select * from observations
    where source_name = 'ehc_plans_to_2022' and table_name = 'management_information'

),

lait as (

    select * from observations
    where source_name = 'lait'

),

local_requests as (

    select * from {{ ref('int_local_observations') }}
    where source_name = 'sen2' and table_name = 'requests'

),

rows_by_source as (

    {{ count_rows('requests', 'assessment_requests', ['requests_received_in_year']) }}

    union all

    {{ count_rows('to_2021', 'assessment_requests', ['inreqehc'], source_rank=2) }}

    union all

    {{ count_rows('lait', 'assessment_requests', ['lait_requests'], source_rank=3) }}

    union all

    {{ published_rows(
        'lait', 'assessment_requests_refused', 'lait_requests_refused_percent', source_rank=3
    ) }}

    union all

    {{ ratio_rows(
        'requests', 'assessment_requests_refused',
        ['requests_decided_not_to_assess'], ['requests_received_in_year']
    ) }}

    union all

    {{ ratio_rows(
        'to_2021', 'assessment_requests_refused', ['assrefusedehc'], ['inreqehc'], source_rank=2
    ) }}

    union all

    {{ ratio_rows(
        'requests', 'request_decisions_in_6_weeks',
        ['request_outcome_six_weeks'], ['request_outcome_six_weeks', 'request_outcome_over_6_weeks']
    ) }}

    union all

    {{ local_count_rows(
        'local_requests', 'assessment_requests', 'requests_received',
        ['Age', 'Sex', 'Source of request']
    ) }}

    union all

    {{ local_ratio_rows(
        'local_requests', 'assessment_requests_refused',
        'requests_refused', 'requests_received', ['Total', 'Age', 'Sex']
    ) }}

    union all

    {{ local_ratio_rows(
        'local_requests', 'request_decisions_in_6_weeks',
        'requests_decided_in_6_weeks', 'requests_decided', ['Total', 'Age', 'Sex']
    ) }}

)

select * from rows_by_source
