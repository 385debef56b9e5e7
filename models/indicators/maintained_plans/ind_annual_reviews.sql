with

observations as (

    select * from {{ ref('int_observations') }}
    where source_name = 'ehc_plans' and table_name = 'annual_reviews'

),

rates as (

    {{ ratio_rows(
        'observations', 'annual_reviews_held', ['total_review_meeting'], ['review_expected']
    ) }}

    union all

    {{ ratio_rows(
        'observations', 'review_decisions_in_4_weeks',
        ['number_decision_4weeks'], ['number_decision_4weeks', 'number_decision_gt_4weeks']
    ) }}

)

select * from rates
