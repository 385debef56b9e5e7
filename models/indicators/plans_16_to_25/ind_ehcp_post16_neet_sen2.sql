with

plans as (

    select * from {{ ref('int_local_observations') }}
    where source_name = 'sen2' and table_name = 'plans'

),

ehcp_post16_neet_sen2_rows as (

    {{ local_ratio_rows(
        'plans', 'ehcp_post16_neet_sen2', 'plans_16_to_25_neet', 'plans_16_to_25', ['Total', 'Age']
    ) }}

)

select * from ehcp_post16_neet_sen2_rows
