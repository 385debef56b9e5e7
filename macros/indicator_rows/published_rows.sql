{% macro published_rows(relation, indicator_id, measure, source_rank=1,
                        topic='breakdown_topic', breakdown='breakdown', only_breakdown=none) -%}
    {#- Rows of a figure that its source publishes without the counts behind it. -#}
    select
        '{{ indicator_id }}' as indicator_id,
        time_period,
        time_identifier,
        reference_date,
        geographic_level,
        area_code,
        {{ topic }} as breakdown_topic,
        {{ breakdown }} as breakdown,
        cast(null as double) as numerator,
        cast(null as double) as denominator,
        value as indicator_value,
        value_status,
        case when value is null then coalesce(nullif(missing_reason, 'reject'), 'x') end
            as missing_reason,
        {{ source_rank }} as source_rank,
        file_id as source_id
    from {{ relation }}
    where
        measure = '{{ measure }}'
        {%- if only_breakdown %}
        and breakdown = '{{ only_breakdown }}'
        {%- endif %}
{%- endmacro %}
