{% macro quoted_list(items) -%}
    {#- Texts as an SQL list, without the brackets. -#}
    {%- for item in items %}'{{ item }}'{{ ', ' if not loop.last }}{% endfor -%}
{%- endmacro %}
