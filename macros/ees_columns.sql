{% macro ees_columns(value_status="'final'") -%}
    {#- The columns that every Explore Education Statistics file has, under our names. -#}
    _file_id as file_id,
    _row as row_number,
    time_period,
    time_identifier,
    geographic_level,
    old_la_code as la_code,
    new_la_code,
    la_name,
    region_code,
    region_name,
    {{ value_status }} as value_status
{%- endmacro %}
