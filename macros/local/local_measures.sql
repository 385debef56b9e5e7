{% macro local_measures(measures) -%}
    {#- A column of 1 and 0 for each measure: the rows that its condition holds for are counted. -#}
    {%- for measure, condition in measures.items() -%}
    case when {{ condition }} then 1 else 0 end as {{ measure }}
        {%- if not loop.last %},
        {% endif -%}
    {%- endfor -%}
{%- endmacro %}
