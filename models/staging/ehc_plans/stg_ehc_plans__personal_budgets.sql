with

source as (

    select * from {{ source('ehc_plans', 'personal_budgets') }}

),

renamed as (

    select
        {{ ees_columns() }},
        {{ standard_topic('breakdown_topic') }} as breakdown_topic,
        {{ standard_breakdown('breakdown_topic', 'breakdown') }} as breakdown,
        personal_budget,
        org_arrangements,
        pb_health,
        pb_education,
        pb_social,
        pb_integrated
    from source
    where {{ standard_topic('breakdown_topic') }} in ('Total', 'Age', 'Sex')

),

observations as (

    {{ melt_observations(
        'renamed', 'ehc_plans', 'personal_budgets', 'january',
        [
            'personal_budget',
            'org_arrangements',
            'pb_health',
            'pb_education',
            'pb_social',
            'pb_integrated',
        ]
    ) }}

)

select * from observations
