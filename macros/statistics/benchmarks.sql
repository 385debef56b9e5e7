{#- On which side of something a figure lies: 'lower', 'similar' or 'higher'. -#}

{% macro benchmark_limit(benchmark, n, side, z=none) -%}
    {#- Between these limits chance alone puts a proportion of n that is truly the benchmark. -#}
    {{ wilson_limit('(' ~ benchmark ~ ') * (' ~ n ~ ')', n, side, z) }}
{%- endmacro %}

{% macro side_of_limits(value, lower, upper) -%}
    {#- A figure against limits about a benchmark: on a limit is within. -#}
    case
        when {{ value }} > {{ upper }} then 'higher'
        when {{ value }} < {{ lower }} then 'lower'
        when {{ value }} >= {{ lower }} and {{ value }} <= {{ upper }} then 'similar'
    end
{%- endmacro %}

{% macro side_of_benchmark(lower, upper, benchmark) -%}
    {#- A figure with an interval against a benchmark, which is taken as fixed. -#}
    case
        when {{ lower }} > {{ benchmark }} then 'higher'
        when {{ upper }} < {{ benchmark }} then 'lower'
        when {{ lower }} <= {{ benchmark }} and {{ upper }} >= {{ benchmark }} then 'similar'
    end
{%- endmacro %}

{% macro side_of_benchmark_at_two_levels(
    lower_95, upper_95, lower_998, upper_998, benchmark
) -%}
    {#- The same, 'much higher' and 'much lower' where the 99.8 % interval is off it too. -#}
    case
        when {{ lower_998 }} > {{ benchmark }} then 'much higher'
        when {{ upper_998 }} < {{ benchmark }} then 'much lower'
        else {{ side_of_benchmark(lower_95, upper_95, benchmark) }}
    end
{%- endmacro %}

{% macro side_of_interval(lower, upper, other_lower, other_upper) -%}
    {#- Two figures with intervals: intervals that touch are similar. -#}
    case
        when {{ lower }} > {{ other_upper }} then 'higher'
        when {{ upper }} < {{ other_lower }} then 'lower'
        when {{ lower }} <= {{ other_upper }} and {{ upper }} >= {{ other_lower }} then 'similar'
    end
{%- endmacro %}

{% macro judged_by_polarity(side, polarity) -%}
    {#- 'better', 'worse' and so on where one direction is the better; else the side itself. -#}
    case
        when {{ polarity }} = 'higher_better'
            then replace(replace({{ side }}, 'higher', 'better'), 'lower', 'worse')
        when {{ polarity }} = 'lower_better'
            then replace(replace({{ side }}, 'higher', 'worse'), 'lower', 'better')
        else {{ side }}
    end
{%- endmacro %}
