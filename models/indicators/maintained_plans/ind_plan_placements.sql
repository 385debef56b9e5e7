with

plans as (

    select * from {{ ref('int_local_observations') }}
    where source_name = 'sen2' and table_name = 'plans'

),

plan_placements_rows as (

    {{ local_ratio_rows(
        'plans', 'independent_special_placements',
        'plans_in_independent_special', 'plans', ['Total', 'Age band', 'Primary need']
    ) }}

    union all

    {{ local_share_rows('plans', 'plan_duration', 'plans_with_start_date', 'Years held') }}

)

select * from plan_placements_rows
