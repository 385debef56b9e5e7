-- Every model with rules on the council's own records.
{%- set models = [
    'int_census_return_issues', 'int_census_pupil_issues', 'int_census_need_issues',
    'int_census_event_issues', 'int_pupil_list_issues', 'int_sen2_person_issues',
    'int_sen2_request_issues', 'int_sen2_plan_issues', 'int_sen2_active_plan_issues',
    'int_sen2_placement_issues', 'int_result_issues', 'int_nccis_issues',
] %}
{%- for model in models %}
select
    rule_id,
    severity,
    source_name,
    table_name,
    field,
    school,
    file_id,
    row_number
from {{ ref(model) }}
{{ 'union all' if not loop.last }}
{%- endfor %}
