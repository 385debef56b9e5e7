{% macro same_series(one, other) -%}
    {#- Joins two rows of one indicator, area, breakdown and kind of source. -#}
    {%- for column in ['indicator_id', 'area_code', 'breakdown_topic', 'breakdown', 'is_local'] %}
    {{ 'and ' if not loop.first }}{{ one }}.{{ column }} = {{ other }}.{{ column }}
    {%- endfor %}
{%- endmacro %}
