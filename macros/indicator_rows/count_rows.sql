{% macro count_rows(relation, indicator_id, measures, source_rank=1,
                    topic='breakdown_topic', breakdown='breakdown') -%}
    {#- Rows of a count: the sum of the measures; a count has no denominator. -#}
    select
        '{{ indicator_id }}' as indicator_id,
        time_period,
        time_identifier,
        reference_date,
        geographic_level,
        area_code,
        breakdown_topic,
        breakdown,
        numerator,
        cast(null as double) as denominator,
        numerator as indicator_value,
        value_status,
        case when numerator is null then coalesce(missing_reason, 'x') end as missing_reason,
        {{ source_rank }} as source_rank,
        source_id
    from (
        select
            time_period,
            time_identifier,
            reference_date,
            geographic_level,
            area_code,
            {{ topic }} as breakdown_topic,
            {{ breakdown }} as breakdown,
            {{ summed_measures(measures) }} as numerator,
            {{ gravest_reason() }} as missing_reason,
            {{ gravest_status() }} as value_status,
            {{ joined_source() }} as source_id
        from {{ relation }}
        where measure in ({{ quoted_list(measures) }})
        group by
            time_period, time_identifier, reference_date, geographic_level, area_code,
            {{ topic ~ ', ' if "'" not in topic }}{{ breakdown ~ ', ' if "'" not in breakdown }}1 = 1
    ) as {{ indicator_id }}_sums
{%- endmacro %}
