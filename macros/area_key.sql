{% macro area_key() -%}
    {#- All that a file says of an area, as one text. -#}
    coalesce(geographic_level, '') || '|' || coalesce(la_code, '') || '|'
    || coalesce(new_la_code, '') || '|' || coalesce(la_name, '') || '|'
    || coalesce(region_code, '') || '|' || coalesce(region_name, '')
{%- endmacro %}
