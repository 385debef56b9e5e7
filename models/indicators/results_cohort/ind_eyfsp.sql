with

local_observations as (

    select * from {{ ref('int_local_observations') }}
    where
        source_name = 'results'
        and table_name = 'eyfsp'
        and breakdown_topic in ('Total', 'SEN provision', 'Sex')

),

rates as (

    {{ ratio_rows(
        'local_observations', 'eyfsp_good_development',
        ['good_development_points'], ['good_development_pupils'], source_rank=9
    ) }}

)

select * from rates
