with

local_observations as (

    select * from {{ ref('int_local_observations') }}
    where source_name = 'nccis'

),

rates as (

    {{ ratio_rows(
        'local_observations', 'ehcp_post16_neet',
        ['april_plan_holders_neet'], ['april_plan_holders'], source_rank=9
    ) }}

)

select * from rates
