with

observations as (

    select * from {{ ref('int_observations') }}

),

scorecards as (

    select * from observations
    where source_name = 'neet_scorecard'

),

lait as (

    select * from observations
    where source_name = 'lait'

),

local_observations as (

    select * from {{ ref('int_local_observations') }}
    where source_name = 'nccis'

),

rates as (

    {{ published_rows('scorecards', 'neet_or_not_known_16_17', 'neet_or_not_known_percent') }}

    union all

    {{ published_rows(
        'lait', 'neet_or_not_known_16_17', 'lait_neet_not_known_percent', source_rank=2
    ) }}

    union all

    {{ published_rows('scorecards', 'participation_16_17', 'participating_percent') }}

    union all

    {{ published_rows('lait', 'participation_16_17', 'lait_participation_percent', source_rank=2) }}

    union all

    {{ ratio_rows(
        'local_observations', 'neet_or_not_known_16_17',
        ['winter_neet_or_not_known'], ['winter_cohort'], source_rank=9
    ) }}

    union all

    {{ ratio_rows(
        'local_observations', 'participation_16_17',
        ['march_participating'], ['march_cohort'], source_rank=9
    ) }}

)

select * from rates
