with

source as (

    select * from {{ source('ehc_plans', 'annual_reviews') }}

),

renamed as (

    select
        {{ ees_columns() }},
        {{ standard_topic('breakdown_topic') }} as breakdown_topic,
        {{ standard_breakdown('breakdown_topic', 'breakdown') }} as breakdown,
        review_expected,
        total_review_meeting,
        no_review_meeting,
        number_decision_4weeks,
        number_decision_gt_4weeks
    from source
    where {{ standard_topic('breakdown_topic') }} in ('Total', 'Age', 'Sex')

),

observations as (

    {{ melt_observations(
        'renamed', 'ehc_plans', 'annual_reviews', 'calendar_year',
        [
            'review_expected',
            'total_review_meeting',
            'no_review_meeting',
            'number_decision_4weeks',
            'number_decision_gt_4weeks',
        ]
    ) }}

)

select * from observations
