with

source as (

    select * from {{ source('ehc_plans', 'timeliness') }}

),

renamed as (

    select
        {{ ees_columns() }},
        {{ standard_topic('breakdown_topic') }} as breakdown_topic,
        {{ standard_breakdown('breakdown_topic', 'breakdown') }} as breakdown,
        plans_issued_den,
        plans_issued_den_ex,
        plans_issued_within_20_weeks,
        plans_issued_20_weeks_ex,
        plans_issued_gt_1_year
    from source
    where {{ standard_topic('breakdown_topic') }} in ('Total', 'Age', 'Sex')

),

observations as (

    {{ melt_observations(
        'renamed', 'ehc_plans', 'timeliness', 'calendar_year',
        [
            'plans_issued_den',
            'plans_issued_den_ex',
            'plans_issued_within_20_weeks',
            'plans_issued_20_weeks_ex',
            'plans_issued_gt_1_year',
        ]
    ) }}

)

select * from observations
