{% macro local_score(column) -%}
    {#-
        The points in a cell; null where it holds no number. A decimal, because a sum of floating
        numbers depends on their order.
    -#}
    try_cast({{ local_text(column) }} as decimal(18, 9))
{%- endmacro %}

{% macro reached_score(flag) -%}
    {#- 1 for a pupil who reached it and 0 for one who did not, as local_score() gives points. -#}
    cast(case when {{ flag }} then 1 else 0 end as decimal(18, 9))
{%- endmacro %}
