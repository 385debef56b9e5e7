{% macro joined_source() -%}
    {#- The file, or the two files, that a group of observations came from. -#}
    case when min(file_id) = max(file_id) then min(file_id) else min(file_id) || ' + ' || max(file_id) end
{%- endmacro %}
