with

source as (

    select * from {{ source('ehc_plans', 'requests') }}

),

renamed as (

    select
        {{ ees_columns() }},
        {{ standard_topic('breakdown_topic') }} as breakdown_topic,
        {{ standard_breakdown('breakdown_topic', 'breakdown') }} as breakdown,
        requests_received_in_year,
        requests_decided_to_assess,
        requests_decided_not_to_assess,
        requests_decision_not_made,
        requests_withdrawn,
        request_outcome_six_weeks,
        request_outcome_over_6_weeks,
        mediation_related_request
    from source
    where {{ standard_topic('breakdown_topic') }} in ('Total', 'Age', 'Sex')

),

observations as (

    {{ melt_observations(
        'renamed', 'ehc_plans', 'requests', 'calendar_year',
        [
            'requests_received_in_year',
            'requests_decided_to_assess',
            'requests_decided_not_to_assess',
            'requests_decision_not_made',
            'requests_withdrawn',
            'request_outcome_six_weeks',
            'request_outcome_over_6_weeks',
            'mediation_related_request',
        ]
    ) }}

)

select * from observations
