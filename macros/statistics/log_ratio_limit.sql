{% macro log_ratio_limit(x1, n1, x2, n2, side) -%}
    {#-
        Katz's 95 % limit of the ratio of two proportions (x1 / n1) / (x2 / n2), from the standard error
        of its logarithm; `side` is 'lower' or 'upper'. Null where one of the counts is 0, because the
        logarithm has no value then, and unless x1 <= n1 and x2 <= n2.
    -#}
    {%- if side not in ('lower', 'upper') -%}
        {{ exceptions.raise_compiler_error("a limit is 'lower' or 'upper', not " ~ side) }}
    {%- endif -%}
    {%- set x1 = 'cast(' ~ x1 ~ ' as double)' -%}
    {%- set n1 = 'cast(' ~ n1 ~ ' as double)' -%}
    {%- set x2 = 'cast(' ~ x2 ~ ' as double)' -%}
    {%- set n2 = 'cast(' ~ n2 ~ ' as double)' -%}
    case
        when {{ x1 }} > 0 and {{ x2 }} > 0 and {{ x1 }} <= {{ n1 }} and {{ x2 }} <= {{ n2 }}
            then
                {{ x1 }} / {{ n1 }} / ({{ x2 }} / {{ n2 }})
                * exp(
                    {{ '-' if side == 'lower' else '' }}{{ z_95() }}
                    * sqrt(({{ n1 }} - {{ x1 }}) / ({{ x1 }} * {{ n1 }})
                        + ({{ n2 }} - {{ x2 }}) / ({{ x2 }} * {{ n2 }}))
                )
    end
{%- endmacro %}
