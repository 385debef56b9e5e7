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

)

select * from rates
