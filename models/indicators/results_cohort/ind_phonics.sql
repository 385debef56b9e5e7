with

observations as (

    select * from {{ ref('int_observations') }}

),

phonics as (

    select * from observations
    where source_name = 'early_years' and table_name = 'phonics'

),

lait as (

    select * from observations
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

    {{ ratio_rows('phonics', 'phonics_expected', ['met_expected_standard'], ['eligible_pupils']) }}

    union all

    {{ published_rows('lait', 'phonics_expected', 'lait_phonics_percent', source_rank=2) }}

    union all

    {{ ratio_rows(
        'local_observations', 'phonics_expected',
        ['phonics_expected_points'], ['phonics_expected_pupils'], source_rank=9
    ) }}

)

select * from rates
