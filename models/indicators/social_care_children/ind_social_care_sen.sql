{%- set provisions = {
    'EHC plan': 't_statement_or_ehc_plan',
    'SEN support': 't_sen_support',
    'All SEN': 't_all_sen',
    'No SEN': 't_no_identified_sen',
} %}
with

observations as (

    select * from {{ ref('int_observations') }}

),

-- Each group of children is a topic of its own, within which the provisions are compared.
social_care as (

    select
        file_id,
        time_period,
        time_identifier,
        reference_date,
        geographic_level,
        area_code,
        breakdown || ' by SEN provision' as breakdown_topic,
        breakdown,
        measure,
        value,
        missing_reason,
        value_status
    from observations
    where source_name = 'social_care'

),

lait as (

    select * from observations
    where source_name = 'lait'

),

-- The tool has the later figures of two of the groups; the first publication has the counts.
rates as (

    {{ published_rows('lait', 'social_care_children_with_sen', 'lait_social_care_sen_percent') }}

    {%- for provision, measure in provisions.items() %}

    union all

    {{ ratio_rows(
        'social_care', 'social_care_children_with_sen', [measure], ['t_pupils'],
        source_rank=2, breakdown="'" ~ provision ~ "'"
    ) }}
    {%- endfor %}

)

select * from rates
