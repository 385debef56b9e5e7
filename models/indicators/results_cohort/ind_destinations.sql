{%- set kinds = {
    'School sixth form or sixth form college': ['ssf', 'sfc'],
    'Further education': ['fe'],
    'Other education': ['other_edu'],
    'Apprenticeship': ['appren'],
    'Employment': ['all_work'],
    'Not sustained or not known': ['all_notsust', 'all_unknown'],
} %}
with

observations as (

    select * from {{ ref('int_observations') }}

),

-- The tool names a year by the exams, as the publication itself does not: 2023 is of those who
-- finished key stage 4 in 2022/23, and of where they were in 2023/24.
lait as (

    select
        file_id,
        {{ academic_year_ending('cast(substr(time_period, 1, 4) as integer) + 2') }} as time_period,
        time_identifier,
        {{ academic_year_end(
            academic_year_ending('cast(substr(time_period, 1, 4) as integer) + 2')
        ) }} as reference_date,
        geographic_level,
        area_code,
        breakdown_topic,
        breakdown,
        measure,
        value,
        missing_reason,
        value_status
    from observations
    where source_name = 'lait' and measure = 'lait_ks4_destination_percent'

),

ks4 as (

    select * from observations
    where source_name = 'destinations' and table_name = 'ks4'

),

-- The tool has the later figures: all years were worked out anew when work was looked up elsewhere.
rates as (

    {{ published_rows('lait', 'ks4_sustained_destination', 'lait_ks4_destination_percent') }}

    union all

    {{ ratio_rows('ks4', 'ks4_sustained_destination', ['overall'], ['cohort'], source_rank=2) }}

    {%- for kind, measures in kinds.items() %}

    union all

    {{ ratio_rows(
        'ks4', 'ks4_destinations', measures, ['cohort'],
        topic="'" ~ kind ~ " by SEN provision'"
    ) }}
    {%- endfor %}

)

select * from rates
