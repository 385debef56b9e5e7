with

source as (

    select * from {{ source('ehc_plans', 'assessments') }}

),

renamed as (

    select
        {{ ees_columns() }},
        {{ standard_topic('breakdown_topic') }} as breakdown_topic,
        {{ standard_breakdown('breakdown_topic', 'breakdown') }} as breakdown,
        assess_issued,
        assess_not_issued,
        number_assess_mediation,
        number_other_mediation
    from source
    where {{ standard_topic('breakdown_topic') }} in ('Total', 'Age', 'Sex')

),

observations as (

    {{ melt_observations(
        'renamed', 'ehc_plans', 'assessments', 'calendar_year',
        [
            'assess_issued',
            'assess_not_issued',
            'number_assess_mediation',
            'number_other_mediation',
        ]
    ) }}

)

select * from observations
