{% macro replace_all(text, pattern, replacement) -%}
    {#- Every match of the pattern replaced; DuckDB needs to be told "every". -#}
    {{ return(adapter.dispatch('replace_all', 'jsna')(text, pattern, replacement)) }}
{%- endmacro %}

{% macro default__replace_all(text, pattern, replacement) -%}
    regexp_replace({{ text }}, '{{ pattern }}', '{{ replacement }}')
{%- endmacro %}

{% macro duckdb__replace_all(text, pattern, replacement) -%}
    regexp_replace({{ text }}, '{{ pattern }}', '{{ replacement }}', 'g')
{%- endmacro %}
