{% macro joined_text(column) -%}
    {#- The texts of a group in alphabetical order, with a comma between them. -#}
    {{ return(adapter.dispatch('joined_text', 'jsna')(column)) }}
{%- endmacro %}

{% macro default__joined_text(column) -%}
    array_join(sort_array(collect_list({{ column }})), ', ')
{%- endmacro %}

{% macro duckdb__joined_text(column) -%}
    string_agg({{ column }}, ', ' order by {{ column }})
{%- endmacro %}
