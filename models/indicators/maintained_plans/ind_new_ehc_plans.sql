with

observations as (

    select * from {{ ref('int_observations') }}

),

since_2019 as (

    select * from observations
    where source_name = 'ehc_plans' and table_name = 'new_plans'

),

to_2021 as (

    select * from observations
    where source_name = 'ehc_plans_to_2022' and table_name = 'age_new_plans'

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

    {{ count_rows('since_2019', 'new_ehc_plans', ['new_ehc_plans']) }}

    union all

    {{ count_rows('to_2021', 'new_ehc_plans', ['total_new_all'], source_rank=2) }}

    union all

    {{ count_rows('lait', 'new_ehc_plans', ['lait_new_plans'], source_rank=3) }}

    union all

    {{ local_count_rows('local_requests', 'new_ehc_plans', 'plans_started', ['Age band', 'Sex']) }}

)

select * from rows_by_source
