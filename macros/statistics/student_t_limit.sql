{% macro student_t_limit(mean, sd, n, side) -%}
    {#-
        95 % limit of a mean of n values with standard deviation sd (with n - 1). Null for fewer than two
        values.
    -#}
    case
        when {{ n }} >= 2 and {{ sd }} >= 0
            then
                {{ mean }} {{ '-' if side == 'lower' else '+' }} {{ student_t_quantile(n ~ ' - 1') }}
                * {{ sd }} / sqrt({{ n }})
    end
{%- endmacro %}

{% macro student_t_quantile(df) -%}
    {#- What Student's t exceeds once in 40 times: a seed to 100 degrees, then a series. -#}
    {%- set z = z_95() | float -%}
    {%- set terms = [
        (z ** 3 + z) / 4,
        (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96,
        (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384,
        (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / 92160,
    ] -%}
    {%- set df = 'cast(' ~ df ~ ' as double)' -%}
    case
        when {{ df }} > 100
            then
                {{ z_95() }}
                {%- for term in terms %}
                + {{ term }}e0 / pow({{ df }}, {{ loop.index }})
                {%- endfor %}
        else (
            select sum(exact.t_quantile)
            from {{ ref('t_quantiles') }} as exact
            where exact.t_degrees_of_freedom = {{ df }}
        )
    end
{%- endmacro %}
