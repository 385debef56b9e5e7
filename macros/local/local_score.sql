{% macro local_score(column) -%}
    {#-
        The points in a cell; null where it holds no number. A decimal, because a sum of floating
        numbers depends on their order.
    -#}
    try_cast({{ local_text(column) }} as decimal(18, 9))
{%- endmacro %}
