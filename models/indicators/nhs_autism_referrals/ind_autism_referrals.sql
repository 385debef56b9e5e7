with

observations as (

    select * from {{ ref('int_observations') }}
    where source_name = 'autism_waits'

),

rates as (

    {{ published_rows(
        'observations', 'autism_referrals_13_weeks', 'first_seen_after_13_weeks_percent'
    ) }}

)

select * from rates
