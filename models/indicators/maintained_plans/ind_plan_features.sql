with

observations as (

    select * from {{ ref('int_observations') }}
    where
        source_name = 'ehc_plans'
        and table_name in (
            'caseload', 'personal_budgets', 'residential_settings', 'work_based_placements'
        )

),

totals as (

    select * from observations
    where breakdown_topic = 'Total'

),

arrangements as (

    select * from {{ ref('elsewhere_arrangements') }}

),

plans as (

    select * from totals
    where table_name = 'caseload' and measure = 'ehcplans'

),

elsewhere as (

    {{ relabelled('totals', 'Arrangement', 'arrangements.arrangement_label') }}
    inner join arrangements
        on totals.measure = arrangements.measure
    where
        totals.table_name = 'caseload'
        and totals.time_period >= coalesce(arrangements.first_period, '000000')

),

local_plans as (

    select * from {{ ref('int_local_observations') }}
    where source_name = 'sen2' and table_name = 'plans'

),

shares as (

    {{ ratio_rows('totals', 'plans_without_school_place', ['ed_elsewhere'], ['ehcplans']) }}

    union all

    {{ share_rows('elsewhere', 'plans', 'plans_without_school_place') }}

    union all

    {{ ratio_rows('totals', 'personal_budgets', ['personal_budget'], ['ehcplans']) }}

    {%- for measure, label in [
        ('pb_education', 'Education only'),
        ('pb_health', 'Health only'),
        ('pb_social', 'Social care only'),
        ('pb_integrated', 'Integrated'),
        ('org_arrangements', 'Organised arrangements'),
    ] %}

    union all

    {{ ratio_rows(
        'totals', 'personal_budgets', [measure], ['ehcplans'],
        topic="'Type of budget'", breakdown="'" ~ label ~ "'"
    ) }}
    {%- endfor %}

    union all

    {{ local_ratio_rows(
        'local_plans', 'plans_without_school_place', 'plans_educated_elsewhere', 'plans', ['Total']
    ) }}

    union all

    {{ local_share_rows(
        'local_plans', 'plans_without_school_place', 'plans', 'Arrangement'
    ) }}

    union all

    {{ local_ratio_rows(
        'local_plans', 'personal_budgets', 'plans_with_personal_budget', 'plans', ['Total']
    ) }}

),

counts as (

    {{ count_rows('observations', 'residential_placements', ['res_tot']) }}

    union all

    {{ count_rows(
        'totals', 'residential_placements', ['res_3851'],
        topic="'Weeks in the year'", breakdown="'38 to 51 weeks'"
    ) }}

    union all

    {{ count_rows(
        'totals', 'residential_placements', ['res_52'],
        topic="'Weeks in the year'", breakdown="'52 weeks'"
    ) }}

    union all

    {{ count_rows('totals', 'work_based_placements', ['open_wbp']) }}

    {%- for measure, label in [
        ('open_supp_intern', 'Supported internship'),
        ('open_apprentice', 'Apprenticeship'),
        ('open_trainee', 'Traineeship'),
    ] %}

    union all

    {{ count_rows(
        'totals', 'work_based_placements', [measure],
        topic="'Type of placement'", breakdown="'" ~ label ~ "'"
    ) }}
    {%- endfor %}

    union all

    {{ local_count_rows(
        'local_plans', 'residential_placements', 'plans_residential', ['Weeks in the year']
    ) }}

    union all

    {{ local_count_rows(
        'local_plans', 'work_based_placements', 'plans_work_based', ['Type of placement']
    ) }}

),

features as (

    select * from shares
    union all
    select * from counts

)

select * from features
