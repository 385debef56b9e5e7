{% macro proportions_z(x1, n1, x2, n2) -%}
    {#- Score z of the difference of two proportions; its variance is that of both as one. -#}
    {%- set pooled = '(' ~ proportion(x1 ~ ' + ' ~ x2, n1 ~ ' + ' ~ n2) ~ ')' -%}
    ({{ proportion(x1, n1) }} - {{ proportion(x2, n2) }})
    / nullif(sqrt({{ pooled }} * (1 - {{ pooled }}) * {{ reciprocals(n1, n2) }}), 0)
{%- endmacro %}

{% macro rates_z(x1, n1, x2, n2) -%}
    {#- Score z of the difference of two rates of independent events. -#}
    {%- set pooled = '(' ~ proportion(x1 ~ ' + ' ~ x2, n1 ~ ' + ' ~ n2) ~ ')' -%}
    ({{ proportion(x1, n1) }} - {{ proportion(x2, n2) }})
    / nullif(sqrt({{ pooled }} * {{ reciprocals(n1, n2) }}), 0)
{%- endmacro %}

{% macro interval_z(value1, lower1, upper1, value2, lower2, upper2) -%}
    {#- z of the difference of two independent figures, from their symmetric 95 % limits. -#}
    (({{ value1 }}) - ({{ value2 }})) * 2 * {{ z_95() }}
    / nullif(
        sqrt(pow(({{ upper1 }}) - ({{ lower1 }}), 2) + pow(({{ upper2 }}) - ({{ lower2 }}), 2)), 0
    )
{%- endmacro %}

{% macro reciprocals(n1, n2) -%}
    (1 / nullif(cast({{ n1 }} as double), 0) + 1 / nullif(cast({{ n2 }} as double), 0))
{%- endmacro %}
