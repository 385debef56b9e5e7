{% macro matches(text, pattern) -%}
    {#- True where the text holds the pattern; the function's name differs between engines. -#}
    {{ return(adapter.dispatch('matches', 'jsna')(text, pattern)) }}
{%- endmacro %}

{% macro default__matches(text, pattern) -%}
    regexp_like({{ text }}, '{{ pattern }}')
{%- endmacro %}

{% macro duckdb__matches(text, pattern) -%}
    regexp_matches({{ text }}, '{{ pattern }}')
{%- endmacro %}
