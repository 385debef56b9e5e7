{% macro joined_source(column='file_id') -%}
    {#- The file, or the two files, that a group of observations came from. -#}
    case
        when min({{ column }}) = max({{ column }}) then min({{ column }})
        else min({{ column }}) || ' + ' || max({{ column }})
    end
{%- endmacro %}
