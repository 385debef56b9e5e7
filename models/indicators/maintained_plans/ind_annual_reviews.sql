with

observations as (

    select * from {{ ref('int_observations') }}
    where source_name = 'ehc_plans' and table_name = 'annual_reviews'

),

local_reviews as (

    select * from {{ ref('int_local_observations') }}
    where source_name = 'sen2' and table_name = 'reviews'

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

    union all

    {{ local_ratio_rows(
        'local_reviews', 'annual_reviews_held', 'reviews_held', 'reviews_due', ['Total', 'Age', 'Sex']
    ) }}

    union all

    {{ local_ratio_rows(
        'local_reviews', 'review_decisions_in_4_weeks',
        'reviews_decided_in_4_weeks', 'reviews_decided', ['Total', 'Age', 'Sex']
    ) }}

)

select * from rates
