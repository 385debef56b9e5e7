with

source as (

    select * from {{ source('neet_scorecard', 'la_scorecard') }}

),

renamed as (

    {%- for topic, breakdown, neet, participating in [
        ('Total', 'Total', 'neet_not_known_percent', 'total_participating_in_education_and_training_percent'),
        ('SEN provision', 'No SEN', 'neet_nk_nosen_percent', 'null'),
        ('SEN provision', 'SEN support', 'neet_nk_sendsupport_percent', 'null'),
        ('SEN provision', 'EHC plan', 'neet_nk_ehcp_percent', 'null'),
    ] %}
    select
        {{ ees_columns() }},
        '{{ topic }}' as breakdown_topic,
        '{{ breakdown }}' as breakdown,
        {{ neet }} as neet_or_not_known_percent,
        {{ participating }} as participating_percent
    from source
    where age = '16-17'
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

participation as (

    select * from renamed
    where breakdown_topic = 'Total'

),

observations as (

    {{ melt_observations(
        'renamed', 'neet_scorecard', 'la_scorecard', 'winter_average', ['neet_or_not_known_percent']
    ) }}

    union all

    {{ melt_observations(
        'participation', 'neet_scorecard', 'la_scorecard', 'march', ['participating_percent']
    ) }}

)

select * from observations
