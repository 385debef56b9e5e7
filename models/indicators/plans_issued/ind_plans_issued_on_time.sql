with

observations as (

    select * from {{ ref('int_observations') }}

),

timeliness as (

    select * from observations
    where source_name = 'ehc_plans' and table_name = 'timeliness'

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

rates as (

    {{ ratio_rows(
        'timeliness', 'plans_in_20_weeks', ['plans_issued_within_20_weeks'], ['plans_issued_den']
    ) }}

    union all

    {{ ratio_rows(
        'to_2021', 'plans_in_20_weeks', ['incexc20weekehc'], ['totincexcehc'], source_rank=2
    ) }}

    union all

    {{ ratio_rows(
        'timeliness', 'plans_in_20_weeks_excl_exceptions',
        ['plans_issued_20_weeks_ex'], ['plans_issued_den_ex']
    ) }}

    union all

    {{ ratio_rows(
        'to_2021', 'plans_in_20_weeks_excl_exceptions',
        ['noexc20weekehc'], ['totnoexcehc'], source_rank=2
    ) }}

    union all

    {{ published_rows('lait', 'plans_in_20_weeks', 'lait_20_weeks_percent', source_rank=3) }}

    union all

    {{ published_rows(
        'lait', 'plans_in_20_weeks_excl_exceptions',
        'lait_20_weeks_excl_exceptions_percent', source_rank=3
    ) }}

    union all

    {{ ratio_rows(
        'timeliness', 'plans_after_52_weeks', ['plans_issued_gt_1_year'], ['plans_issued_den']
    ) }}

    union all

    {{ local_ratio_rows(
        'local_requests', 'plans_in_20_weeks',
        'plans_started_in_20_weeks', 'plans_started', ['Total', 'Age', 'Sex']
    ) }}

    union all

    {{ local_ratio_rows(
        'local_requests', 'plans_in_20_weeks_excl_exceptions',
        'plans_without_exception_in_20_weeks', 'plans_without_exception', ['Total', 'Age', 'Sex']
    ) }}

    union all

    {{ local_ratio_rows(
        'local_requests', 'plans_after_52_weeks',
        'plans_started_after_52_weeks', 'plans_started', ['Total', 'Age', 'Sex']
    ) }}

)

select * from rates
