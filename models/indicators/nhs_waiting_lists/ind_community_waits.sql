with

observations as (

    select * from {{ ref('int_observations') }}
    where source_name = 'community_waits'

),

rates as (

    {{ ratio_rows(
        'observations', 'community_waits_over_18_weeks',
        ['waiting_18_to_52_weeks', 'waiting_over_52_weeks'], ['waiting']
    ) }}

)

select * from rates
