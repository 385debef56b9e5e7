{% macro newcombe_limit(x1, n1, x2, n2, side) -%}
    {#-
        Newcombe's hybrid score limit, 95 %, of the difference x1 / n1 - x2 / n2 of two independent
        proportions, between -1 and 1. Null unless both are proportions.
    -#}
    {{ difference_limit(
        proportion(x1, n1), wilson_limit(x1, n1, 'lower'), wilson_limit(x1, n1, 'upper'),
        proportion(x2, n2), wilson_limit(x2, n2, 'lower'), wilson_limit(x2, n2, 'upper'),
        side,
    ) }}
{%- endmacro %}

{% macro difference_limit(value1, lower1, upper1, value2, lower2, upper2, side) -%}
    {#-
        Limit of the difference value1 - value2 of two independent figures, from the limits of each: the
        distances on the side that counts add up as the sides of a right angle do.
    -#}
    ({{ value1 }}) - ({{ value2 }})
    {%- if side == 'lower' %}
    - sqrt(
        pow(({{ value1 }}) - ({{ lower1 }}), 2) + pow(({{ upper2 }}) - ({{ value2 }}), 2)
    )
    {%- elif side == 'upper' %}
    + sqrt(
        pow(({{ upper1 }}) - ({{ value1 }}), 2) + pow(({{ value2 }}) - ({{ lower2 }}), 2)
    )
    {%- else %}
    {{ exceptions.raise_compiler_error("a limit is 'lower' or 'upper', not " ~ side) }}
    {%- endif %}
{%- endmacro %}

{% macro proportion(x, n) -%}
    {#- x of n as a double; null where n is 0. -#}
    cast({{ x }} as double) / nullif(cast({{ n }} as double), 0)
{%- endmacro %}
