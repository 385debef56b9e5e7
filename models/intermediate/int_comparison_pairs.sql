-- Read once, by the model after it: a table of it would only be written.
{{ config(materialized='view') }}
{%- set groups_with_sen = ['EHC plan', 'SEN support', 'All SEN'] -%}
{%- set same_period = 'own.time_period = other.time_period' -%}
{%- set same_area = 'own.area_code = other.area_code' -%}
{%- set same_part = 'own.breakdown = other.breakdown' -%}
{%- set comparators = {
    'england': [same_period, same_part, "other.geographic_level = 'National'"],
    'region': [same_period, same_part, 'own.region_code = other.area_code',
        "other.geographic_level = 'Regional'"],
    'previous': [same_area, same_part, 'own.ending_year = other.ending_year + 1',
        'own.time_identifier = other.time_identifier'],
    'no_sen': [same_period, same_area, "other.breakdown = 'No SEN'",
        'own.breakdown in (' ~ quoted_list(groups_with_sen) ~ ')'],
    'area': [same_period, same_part, "own.geographic_level in ('Locality', 'ICB')",
        "other.geographic_level = 'Local authority'"],
} %}
with

figures as (

    select * from {{ ref('int_comparison_values') }}

),

own as (

    select * from figures
    where geographic_level in ('Local authority', 'Locality', 'ICB')

),

neighbour_means as (

    select * from {{ ref('int_neighbour_means') }}

),

neighbour_ranks as (

    select * from {{ ref('int_neighbour_ranks') }}

),

pairs as (

    {%- for comparator, conditions in comparators.items() %}
    select
        own.*,
        '{{ comparator }}' as comparator,
        {% if comparator in ('previous', 'no_sen') -%}
        cast(null as varchar(30)) as comparator_area_code,
        {%- else -%}
        other.area_code as comparator_area_code,
        {%- endif %}
        other.time_period as comparator_period,
        other.indicator_value as comparator_value,
        other.missing_reason as comparator_missing_reason,
        other.numerator as comparator_numerator,
        other.denominator as comparator_denominator,
        other.lower_ci as comparator_lower_ci,
        other.upper_ci as comparator_upper_ci,
        other.ci_method as comparator_ci_method,
        other.counting as comparator_counting,
        cast(null as double) as comparator_low,
        cast(null as double) as comparator_high,
        cast(null as bigint) as comparator_n,
        cast(null as bigint) as comparator_of,
        cast(null as bigint) as area_rank,
        cast(null as bigint) as rank_of
    from own
    inner join figures as other
        on
            own.indicator_id = other.indicator_id
            and own.breakdown_topic = other.breakdown_topic
            and own.is_local = other.is_local
            and {{ conditions | join('\n            and ') }}

    union all
    {%- endfor %}

    select
        own.*,
        'neighbours' as comparator,
        'neighbours-' || own.area_code as comparator_area_code,
        own.time_period as comparator_period,
        neighbour_means.neighbours_value as comparator_value,
        cast(null as varchar(10)) as comparator_missing_reason,
        cast(null as double) as comparator_numerator,
        cast(null as double) as comparator_denominator,
        cast(null as double) as comparator_lower_ci,
        cast(null as double) as comparator_upper_ci,
        cast(null as varchar(30)) as comparator_ci_method,
        'none' as comparator_counting,
        neighbour_means.lowest_value as comparator_low,
        neighbour_means.highest_value as comparator_high,
        neighbour_means.neighbours_with_value as comparator_n,
        neighbour_means.neighbours_in_group as comparator_of,
        neighbour_ranks.area_rank,
        neighbour_ranks.rank_of
    from own
    inner join neighbour_means
        on
            own.area_code = neighbour_means.area_code
            and own.indicator_id = neighbour_means.indicator_id
            and own.time_period = neighbour_means.time_period
            and own.breakdown_topic = neighbour_means.breakdown_topic
            and own.breakdown = neighbour_means.breakdown
    left join neighbour_ranks
        on
            own.area_code = neighbour_ranks.area_code
            and own.indicator_id = neighbour_ranks.indicator_id
            and own.time_period = neighbour_ranks.time_period
            and own.breakdown_topic = neighbour_ranks.breakdown_topic
            and own.breakdown = neighbour_ranks.breakdown
    where not own.is_local

)

select * from pairs
