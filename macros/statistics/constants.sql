{#-
    The constants of every interval, comparison and trend, in one place. The exponent makes them doubles:
    without it DuckDB computes in decimals.
-#}

{% macro z_95() -%}
    {#- Two-sided 95 %. -#}
    1.959963984540054e0
{%- endmacro %}

{% macro z_998() -%}
    {#- Two-sided 99.8 %. -#}
    3.090232306167813e0
{%- endmacro %}

{% macro z_of(confidence) -%}
    {%- if confidence | float == 0.95 -%}{{ z_95() }}
    {%- elif confidence | float == 0.998 -%}{{ z_998() }}
    {%- else -%}{{ exceptions.raise_compiler_error("no limits are kept at " ~ confidence) }}
    {%- endif -%}
{%- endmacro %}

{% macro chi_squared_998() -%}
    {#- What chi squared with one degree of freedom exceeds once in 500 times. -#}
    9.54953570608324e0
{%- endmacro %}

{% macro standard_errors_in_an_interval() -%}
    {#- The width of a 95 % interval, as Fingertips rounds it for its trend markers. -#}
    3.92e0
{%- endmacro %}
