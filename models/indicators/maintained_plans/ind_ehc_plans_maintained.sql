with

observations as (

    select * from {{ ref('int_observations') }}

),

since_2018 as (

    select * from observations
    where source_name = 'ehc_plans' and table_name = 'caseload'

),

to_2022 as (

    select * from observations
    where source_name = 'ehc_plans_to_2022' and table_name = 'age_caseload'

),

-- Until 2018 a plan is a statement of SEN or an EHC plan; both are counted, and named.
plan_types as (

    select * from to_2022
    where
        breakdown_topic = 'Total'
        and time_period <= '201718'
        and measure in ('total_st', 'total_ehc')

),

lait as (

    select * from observations
    where source_name = 'lait'

),

local_plans as (

    select * from {{ ref('int_local_observations') }}
    where source_name = 'sen2' and table_name = 'plans'

),

rows_by_source as (

    {{ count_rows('since_2018', 'ehc_plans_maintained', ['ehcplans']) }}

    union all

    {{ count_rows('to_2022', 'ehc_plans_maintained', ['total_all'], source_rank=2) }}

    union all

    {{ count_rows('lait', 'ehc_plans_maintained', ['lait_plans_maintained'], source_rank=3) }}

    union all

    {{ count_rows(
        "(select * from plan_types where measure = 'total_st') as statements",
        'ehc_plans_maintained', ['total_st'], source_rank=2,
        topic="'Type of plan'", breakdown="'Statement of SEN'"
    ) }}

    union all

    {{ count_rows(
        "(select * from plan_types where measure = 'total_ehc') as plans",
        'ehc_plans_maintained', ['total_ehc'], source_rank=2,
        topic="'Type of plan'", breakdown="'EHC plan'"
    ) }}

    union all

    {{ local_count_rows(
        'local_plans', 'ehc_plans_maintained', 'plans',
        ['Age', 'Age band', 'Sex', 'Setting', 'Primary need']
    ) }}

)

select * from rows_by_source
