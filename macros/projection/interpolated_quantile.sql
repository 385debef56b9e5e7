{% macro interpolated_quantile(value, place, values, share) -%}
    {#-
        The quantile of a group, between two of its values in proportion: `place` is the value's place
        in ascending order, `values` how many there are. Only the two beside the wanted place have
        a weight.
    -#}
    round(
        sum(
            {{ value }}
            * greatest(0, 1 - abs({{ place }} - (1 + ({{ values }} - 1) * {{ share }})))
        ),
        10
    )
{%- endmacro %}
