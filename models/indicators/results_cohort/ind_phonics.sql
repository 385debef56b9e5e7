with

observations as (

    select * from {{ ref('int_observations') }}
    where source_name = 'lait'

),

local_observations as (

    select * from {{ ref('int_local_observations') }}
    where
        source_name = 'results'
        and table_name = 'phonics'
        and breakdown_topic in ('Total', 'SEN provision', 'Sex')

),

rates as (

    {{ published_rows('observations', 'phonics_expected', 'lait_phonics_percent') }}

    union all

    {{ ratio_rows(
        'local_observations', 'phonics_expected',
        ['phonics_expected_points'], ['phonics_expected_pupils'], source_rank=9
    ) }}

)

select * from rates
