{% macro relabelled(relation, topic, label) -%}
    {#- The columns of int_observations, with a label from a joined code list as the breakdown. -#}
    select
        {{ relation }}.file_id,
        {{ relation }}.time_period,
        {{ relation }}.time_identifier,
        {{ relation }}.reference_date,
        {{ relation }}.geographic_level,
        {{ relation }}.area_code,
        '{{ topic }}' as breakdown_topic,
        {{ label }} as breakdown,
        {{ relation }}.measure,
        {{ relation }}.value,
        {{ relation }}.missing_reason,
        {{ relation }}.value_status
    from {{ relation }}
{%- endmacro %}
