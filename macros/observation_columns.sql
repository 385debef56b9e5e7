{% macro observation_columns() -%}
    {#- The columns of an observation in order, of a relation that has all but the area key. -#}
    source_name,
    table_name,
    file_id,
    row_number,
    time_period,
    time_identifier,
    period_kind,
    geographic_level,
    la_code,
    new_la_code,
    la_name,
    region_code,
    region_name,
    {{ area_key() }} as area_key,
    breakdown_topic,
    breakdown,
    measure,
    value,
    missing_reason,
    value_status
{%- endmacro %}
