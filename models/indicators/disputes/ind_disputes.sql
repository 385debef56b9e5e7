with

observations as (

    select * from {{ ref('int_observations') }}
    where breakdown_topic = 'Total'

),

appeals as (

    select * from observations
    where source_name = 'tribunal'

),

-- Until 2021 only the number of new plans that went to mediation was collected.
mediations as (

    select * from observations
    where
        measure in (
            'mediation_related_request',
            'number_assess_mediation',
            'number_other_mediation',
            'appealable_decisions'
        )

),

lait as (

    select * from observations
    where source_name = 'lait'

),

rates as (

    {{ ratio_rows(
        'appeals', 'tribunal_appeal_rate', ['appeals_registered'], ['appealable_decisions']
    ) }}

    union all

    {{ published_rows('lait', 'tribunal_appeal_rate', 'lait_appeal_rate_percent', source_rank=3) }}

    union all

    {{ ratio_rows(
        'mediations', 'mediation_cases',
        ['mediation_related_request', 'number_assess_mediation', 'number_other_mediation'],
        ['appealable_decisions']
    ) }}

    {%- for measure, label in [
        ('mediation_related_request', 'About a request'),
        ('number_assess_mediation', 'About an assessment'),
        ('number_other_mediation', 'About something else'),
    ] %}

    union all

    {{ ratio_rows(
        'mediations', 'mediation_cases', [measure], ['appealable_decisions'],
        topic="'Stage'", breakdown="'" ~ label ~ "'"
    ) }}
    {%- endfor %}

)

select * from rates
