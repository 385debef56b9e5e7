-- Every staging model that has the shape of observations, one after the other.
{%- set staged = [
    'stg_ehc_plans__caseloads',
    'stg_ehc_plans__new_plans',
    'stg_ehc_plans__needs_all_plans',
    'stg_ehc_plans__requests',
    'stg_ehc_plans__assessments',
    'stg_ehc_plans__timeliness',
    'stg_ehc_plans__annual_reviews',
    'stg_ehc_plans__ceased_plans',
    'stg_ehc_plans__personal_budgets',
    'stg_ehc_plans__residential_settings',
    'stg_ehc_plans__work_based_placements',
    'stg_ehc_plans__statutory_roles',
    'stg_ehc_plans_to_2022__age_caseloads',
    'stg_ehc_plans_to_2022__age_new_plans',
    'stg_ehc_plans_to_2022__estab_caseloads',
    'stg_ehc_plans_to_2022__management_information',
    'stg_tribunal__appeal_rates',
    'stg_lait__measures',
    'stg_neet_scorecard__la_scorecards',
    'stg_sen_in_england__pupil_shares',
    'stg_sen_in_england__mainstream_shares',
    'stg_sen_in_england__provider_shares',
    'stg_sen_in_england__needs_by_phase',
    'stg_sen_in_england__pupils_with_plan_by_need',
    'stg_attainment__ks2_rwm',
    'stg_attainment__ks4_scores',
    'stg_pupils__pupils',
    'int_schools_summed_to_las',
] %}

{%- for model in staged %}
select * from {{ ref(model) }}
{{ 'union all' if not loop.last }}
{%- endfor %}
