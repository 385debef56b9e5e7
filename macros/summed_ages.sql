{% macro summed_ages(first, last) -%}
    {#- Residents from one age to another, of a column for each year of age; null without one. -#}
    {%- for age in range(first, last + 1) -%}
        {{ typed_value('age_' ~ age) }}{{ ' + ' if not loop.last }}
    {%- endfor -%}
{%- endmacro %}
