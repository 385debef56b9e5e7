with

source as (

    select * from {{ source('ehc_plans', 'work_based_placements') }}

),

renamed as (

    select
        {{ ees_columns() }},
        {{ standard_topic('breakdown_topic') }} as breakdown_topic,
        {{ standard_breakdown('breakdown_topic', 'breakdown') }} as breakdown,
        open_wbp,
        open_supp_intern,
        open_apprentice,
        open_trainee
    from source
    where {{ standard_topic('breakdown_topic') }} in ('Total', 'Age', 'Sex')

),

observations as (

    {{ melt_observations(
        'renamed', 'ehc_plans', 'work_based_placements', 'january',
        [
            'open_wbp',
            'open_supp_intern',
            'open_apprentice',
            'open_trainee',
        ]
    ) }}

)

select * from observations
