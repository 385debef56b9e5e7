{#-
    The recent trend as Fingertips marks it: five yearly points, a chi squared beyond 9.55 (p < 0.002),
    and a slope that keeps its sign whichever one of the points is left out. Points are columns and not
    rows: sums come out the same on every machine.
-#}

{% macro trend_markers(relation, keys) -%}
    {#-
        One row per series, with its test, chi_squared, slope, marker and reason.

        relation  has the keys; is_proportion; and for each point 1 to 5 t1 (its calendar year), x1 and n1
                  (above and below the line), v1, l1 and u1 (value and 95 % limits), t's ascending
        keys      names of the columns that tell series from one another
    -#}
    {%- set points = [1, 2, 3, 4, 5] -%}
    select
        {{ keys | join(', ') }},
        test,
        chi_squared,
        slope,
        case
            when test is null then 'cannot be calculated'
            when chi_squared > {{ chi_squared_998() }} and lowest_slope > no_slope then 'increasing'
            when chi_squared > {{ chi_squared_998() }} and highest_slope < -no_slope then 'decreasing'
            else 'no significant change'
        end as marker,
        case
            when has_all_of_n then 'numerator equals denominator'
            when test is null then 'no interval'
            when
                chi_squared > {{ chi_squared_998() }}
                and lowest_slope <= no_slope
                and highest_slope >= -no_slope
                then 'outlier'
        end as reason
    from (
        select
            tested.*,
            {{ trend_slope(points) }} as slope,
            -- What a slope of nothing comes out as, the last digits being what they are.
            1e-9 * abs({{ trend_slope(points) }}) as no_slope,
            case test
                when 'proportion' then {{ trend_chi_squared_of_proportions(points) }}
                when 'weighted' then {{ trend_chi_squared(points) }}
            end as chi_squared,
            {{ trend_extreme_slope('least', points) }} as lowest_slope,
            {{ trend_extreme_slope('greatest', points) }} as highest_slope
        from (
            select
                classed.*,
                {%- for k in points %}
                -- From the first year on: squares of years would cost digits.
                t{{ k }} - t1 as d{{ k }},
                case
                    when test = 'proportion' then ln(x{{ k }} / (n{{ k }} - x{{ k }}))
                    when test = 'weighted' then v{{ k }}
                end as y{{ k }},
                case
                    when test = 'proportion' then 1e0
                    when test = 'weighted'
                        then
                            {{ standard_errors_in_an_interval() }} / (u{{ k }} - l{{ k }})
                            * {{ standard_errors_in_an_interval() }} / (u{{ k }} - l{{ k }})
                end as w{{ k }}{{ ',' if not loop.last }}
                {%- endfor %}
            from (
                select
                    series.*,
                    {{ trend_any('coalesce(x# = n#, false)', points) }} as has_all_of_n,
                    case
                        when {{ trend_any('coalesce(x# = n#, false)', points) }} then null
                        when
                            is_proportion
                            and {{ trend_all('coalesce(x# > 0 and x# < n#, false)', points) }}
                            then 'proportion'
                        -- None of n has no logit, and a limit all the same.
                        when {{ trend_all('coalesce(u# > l# and v# is not null, false)', points) }}
                            then 'weighted'
                    end as test
                from {{ relation }} as series
            ) as classed
        ) as tested
    ) as measured
{%- endmacro %}

{% macro trend_is_better(marker, polarity) -%}
    {#- Whether a trend is for the better; null where there is none, or neither way is better. -#}
    case
        when {{ polarity }} not in ('higher_better', 'lower_better') then null
        when {{ marker }} = 'increasing' then {{ polarity }} = 'higher_better'
        when {{ marker }} = 'decreasing' then {{ polarity }} = 'lower_better'
    end
{%- endmacro %}

{% macro trend_joined(term, points, word) -%}
    {#- A term for each point, joined by a word; `#` in it stands for the number of the point. -#}
    {%- set terms = [] -%}
    {%- for k in points -%}{%- do terms.append(term | replace('#', k | string)) -%}{%- endfor -%}
    ({{ terms | join(' ' ~ word ~ ' ') }})
{%- endmacro %}

{% macro trend_sum(term, points) -%}
    {{ trend_joined(term, points, '+') }}
{%- endmacro %}

{% macro trend_all(condition, points) -%}
    {{ trend_joined(condition, points, 'and') }}
{%- endmacro %}

{% macro trend_any(condition, points) -%}
    {{ trend_joined(condition, points, 'or') }}
{%- endmacro %}

{% macro trend_slope(points) -%}
    {#- Slope of y over the years, each point with its weight. -#}
    ({{ trend_sum('w#', points) }} * {{ trend_sum('w# * d# * y#', points) }}
    - {{ trend_sum('w# * d#', points) }} * {{ trend_sum('w# * y#', points) }})
    / ({{ trend_spread(points) }})
{%- endmacro %}

{% macro trend_spread(points) -%}
    {{ trend_sum('w#', points) }} * {{ trend_sum('w# * d# * d#', points) }}
    - {{ trend_sum('w# * d#', points) }} * {{ trend_sum('w# * d#', points) }}
{%- endmacro %}

{% macro trend_chi_squared(points) -%}
    {#- The slope's square over its variance. -#}
    pow({{ trend_slope(points) }}, 2) * ({{ trend_spread(points) }}) / {{ trend_sum('w#', points) }}
{%- endmacro %}

{% macro trend_chi_squared_of_proportions(points) -%}
    {#- That of a linear trend in proportions (Cochran and Armitage). -#}
    {{ trend_sum('n#', points) }}
    * pow(
        {{ trend_sum('n#', points) }} * {{ trend_sum('x# * d#', points) }}
        - {{ trend_sum('x#', points) }} * {{ trend_sum('n# * d#', points) }},
        2
    )
    / (
        {{ trend_sum('x#', points) }} * {{ trend_sum('(n# - x#)', points) }}
        * (
            {{ trend_sum('n#', points) }} * {{ trend_sum('n# * d# * d#', points) }}
            - pow({{ trend_sum('n# * d#', points) }}, 2)
        )
    )
{%- endmacro %}

{% macro trend_extreme_slope(function, points) -%}
    {#- The least or greatest of the slopes of all points and of all but one. -#}
    {{ function }}(
        {{ trend_slope(points) }}
        {%- for left_out in points %},
        {{ trend_slope(points | reject('equalto', left_out) | list) }}
        {%- endfor %}
    )
{%- endmacro %}
