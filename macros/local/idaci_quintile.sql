{% macro idaci_quintile(rank) -%}
    {#-
        The fifth of England's neighbourhoods, by their rank in the Income Deprivation Affecting
        Children Index (1 is the most deprived). Null where there is no rank; a rank of a later index
        that has more neighbourhoods than `idaci_neighbourhoods` is in the last fifth.
    -#}
    {%- set ends = {1: ' (most deprived)', 5: ' (least deprived)'} -%}
    case
        {%- for quintile in range(1, 6) %}
        when
            {{ rank }} between 1 and {{ 2 * var('idaci_neighbourhoods') }}
            {%- if quintile < 5 %}
            and 5 * {{ rank }} <= {{ quintile * var('idaci_neighbourhoods') }}
            {%- endif %}
            then 'Quintile {{ quintile }}{{ ends.get(quintile, '') }}'
        {%- endfor %}
    end
{%- endmacro %}
