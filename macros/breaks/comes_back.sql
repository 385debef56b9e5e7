{% macro comes_back(first, second) -%}
    {#-
        True where the second of two changes takes back at least half of the larger one: as the figures
        stand, and beside what was to be expected of them.
    -#}
    (
        {%- for column in ['change', 'distance'] %}
        {{ 'and ' if not loop.first }}{{ first }}.{{ column }} * {{ second }}.{{ column }} < 0
        and abs({{ first }}.{{ column }} + {{ second }}.{{ column }})
        <= 0.5 * greatest(abs({{ first }}.{{ column }}), abs({{ second }}.{{ column }}))
        {%- endfor %}
    )
{%- endmacro %}
