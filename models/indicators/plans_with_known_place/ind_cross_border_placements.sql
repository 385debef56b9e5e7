with

plans as (

    select * from {{ ref('int_local_observations') }}
    where source_name = 'sen2' and table_name = 'plans'

),

cross_border_placements_rows as (

    {{ local_ratio_rows(
        'plans', 'cross_border_placements',
        'plans_in_other_la', 'plans_in_listed_place', ['Total', 'Setting']
    ) }}

)

select * from cross_border_placements_rows
