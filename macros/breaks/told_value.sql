{% macro told_value(value, unit, decimals) -%}
    {#-
        A value as a reader knows it, 1,234 or 12.3%. Halves are rounded up, as the publisher does.
    -#}
    {%- set scale = "pow(10, " ~ decimals ~ ")" -%}
    {%- set steps = "floor(abs(" ~ value ~ ") * " ~ scale ~ " + 0.50000001)" -%}
    {%- set whole = "floor(" ~ steps ~ " / " ~ scale ~ ")" -%}
    (
        case when {{ value }} < 0 and {{ steps }} > 0 then '−' else '' end
        || case
            when {{ whole }} >= 1000000
                then
                    {{ digits('floor(' ~ whole ~ ' / 1000000)') }}
                    || ',' || {{ digits('floor(' ~ whole ~ ' / 1000) % 1000', 3) }}
                    || ',' || {{ digits(whole ~ ' % 1000', 3) }}
            when {{ whole }} >= 1000
                then
                    {{ digits('floor(' ~ whole ~ ' / 1000)') }}
                    || ',' || {{ digits(whole ~ ' % 1000', 3) }}
            else {{ digits(whole) }}
        end
        || case
            when {{ decimals }} > 0
                then '.' || lpad({{ digits(steps ~ ' % ' ~ scale) }}, {{ decimals }}, '0')
            else ''
        end
        || case {{ unit }}
            when 'percent' then '%'
            when 'percentage_points' then ' percentage points'
            when 'per_100' then ' per 100'
            when 'per_1000' then ' per 1,000'
            when 'days' then ' days'
            else ''
        end
    )
{%- endmacro %}

{% macro digits(number, width=none) -%}
    {#- The digits of a whole number; with a width, noughts before them. -#}
    {%- set text = "cast(cast(" ~ number ~ " as bigint) as varchar(20))" -%}
    {%- if width is none -%}{{ text }}{%- else -%}lpad({{ text }}, {{ width }}, '0'){%- endif -%}
{%- endmacro %}
