{% macro days_between(earlier, later) -%}
    {#- Days from one date to another; what subtraction of dates gives differs between engines. -#}
    {{ return(adapter.dispatch('days_between', 'jsna')(earlier, later)) }}
{%- endmacro %}

{% macro default__days_between(earlier, later) -%}
    datediff({{ later }}, {{ earlier }})
{%- endmacro %}

{% macro duckdb__days_between(earlier, later) -%}
    ({{ later }} - {{ earlier }})
{%- endmacro %}

{% macro years_between(earlier, later) -%}
    {#- Whole years from one date to another: the anniversary must have come. -#}
    (
        extract(year from {{ later }}) - extract(year from {{ earlier }})
        - case
            when
                extract(month from {{ later }}) * 100 + extract(day from {{ later }})
                < extract(month from {{ earlier }}) * 100 + extract(day from {{ earlier }})
                then 1
            else 0
        end
    )
{%- endmacro %}
