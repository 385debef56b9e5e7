{%- set lines = [
    ('Place funding', 'place_funding'),
    ('Top-up funding, state-funded', 'top_up_state'),
    ('Top-up funding, independent or non-maintained', 'top_up_independent'),
    ('SEN support and inclusion services', 'support_services'),
    ('Alternative provision services', 'alternative_provision_services'),
    ('Hospital education services', 'hospital_education'),
    ('Therapies and other health services', 'therapies'),
] %}
{%- set residents = ['residents_2_18'] %}
{%- set sectors = [('State-funded', 'state'), ('Independent or non-maintained', 'independent')] %}

with

observations as (

    select * from {{ ref('int_observations') }}
    where source_name = 'section_251'

),

outturns as (

    select * from observations
    where table_name = 'high_needs_outturns'

),

top_ups as (

    select * from observations
    where table_name = 'specialist_top_ups'

),

rows_by_line as (

    {{ ratio_rows(
        'outturns', 'high_needs_spend_per_head', lines | map('last') | list, residents, per=1
    ) }}
    {%- for line, measure in lines %}

    union all

    {{ ratio_rows(
        'outturns', 'high_needs_spend_by_line', [measure], residents, per=1,
        topic="'Line of spending'", breakdown="'" ~ line ~ "'"
    ) }}
    {%- endfor %}

),

-- The outturn has the return of a council that the file of several years lacks.
rows_by_sector as (

    {{ ratio_rows(
        'outturns', 'specialist_top_up_per_head',
        [
            'top_up_state_special',
            'top_up_state_alternative',
            'top_up_independent_special',
            'top_up_independent_alternative',
        ],
        residents, per=1
    ) }}

    union all

    {{ ratio_rows(
        'top_ups', 'specialist_top_up_per_head', ['top_up_total'], residents, source_rank=2, per=1
    ) }}
    {%- for sector, key in sectors %}

    union all

    {{ ratio_rows(
        'outturns', 'specialist_top_up_per_head',
        ['top_up_' ~ key ~ '_special', 'top_up_' ~ key ~ '_alternative'], residents, per=1,
        topic="'Sector'", breakdown="'" ~ sector ~ "'"
    ) }}

    union all

    {{ ratio_rows(
        'top_ups', 'specialist_top_up_per_head', ['top_up_' ~ key], residents, source_rank=2,
        per=1, topic="'Sector'", breakdown="'" ~ sector ~ "'"
    ) }}
    {%- endfor %}

)

select * from rows_by_line
union all
select * from rows_by_sector
