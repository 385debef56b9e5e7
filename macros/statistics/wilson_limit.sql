{% macro wilson_limit(x, n, side, z=none) -%}
    {#-
        Wilson's score limit of the proportion x / n, between 0 and 1; `side` is 'lower' or 'upper'.
        Null unless 0 <= x <= n and n > 0. x need not be whole. Exactly 0 at x = 0 and 1 at x = n.
    -#}
    {%- set x = 'cast(' ~ x ~ ' as double)' -%}
    {%- set n = 'cast(' ~ n ~ ' as double)' -%}
    {%- set z = z or z_95() -%}
    case
        when {{ n }} > 0 and {{ x }} between 0 and {{ n }}
            then
        {%- if side == 'lower' %}
                {{ wilson_lower(x, n, z) }}
        {%- elif side == 'upper' %}
                case
                    when 2 * {{ x }} > {{ n }}
                        then 1 - {{ wilson_lower('(' ~ n ~ ' - ' ~ x ~ ')', n, z) }}
                    else
                        (2 * {{ x }} + {{ z }} * {{ z }} + {{ wilson_root(x, n, z) }})
                        / (2 * ({{ n }} + {{ z }} * {{ z }}))
                end
        {%- else %}
                {{ exceptions.raise_compiler_error("a limit is 'lower' or 'upper', not " ~ side) }}
        {%- endif %}
    end
{%- endmacro %}

{% macro wilson_lower(x, n, z) -%}
    {#- The textbook's difference of two near numbers, as a quotient: it loses no digits. -#}
    2 * {{ x }} * {{ x }}
    / ({{ n }} * (2 * {{ x }} + {{ z }} * {{ z }} + {{ wilson_root(x, n, z) }}))
{%- endmacro %}

{% macro wilson_root(x, n, z) -%}
    {{ z }} * sqrt({{ z }} * {{ z }} + 4 * {{ x }} * ({{ n }} - {{ x }}) / {{ n }})
{%- endmacro %}
