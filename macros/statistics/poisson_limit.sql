{% macro poisson_limit(x, side, confidence=0.95) -%}
    {#-
        Limit of the number of events that x events were a chance draw of: exact below 10 (the seed
        poisson_limits), Byar's approximation from 10. Null for less than none, and for a part of an
        event below 10. `confidence` is 0.95 or 0.998.
    -#}
    case
        when {{ x }} >= 10 then {{ byar_limit(x, side, z_of(confidence)) }}
        else (
            -- A sum of one row: Spark wants a subquery of the row before it to be an aggregate.
            select sum(exact.exact_{{ side }})
            from {{ ref('poisson_limits') }} as exact
            where exact.exact_events = {{ x }} and exact.exact_confidence = {{ confidence }}e0
        )
    end
{%- endmacro %}

{% macro byar_limit(x, side, z=none) -%}
    {#- Byar's limit of x events; null where it would be below 0. -#}
    {%- set z = z or z_95() -%}
    {%- set events = 'cast(' ~ x ~ ' as double)' -%}
    {%- if side == 'upper' -%}{%- set events = '(' ~ events ~ ' + 1)' -%}{%- endif -%}
    {%- set root -%}
        (1 - 1 / (9 * {{ events }}) {{ '-' if side == 'lower' else '+' }} {{ z }} / (3 * sqrt({{ events }})))
    {%- endset -%}
    case
        when {{ x }} > 0 or ({{ x }} = 0 and '{{ side }}' = 'upper')
            then
                case
                    when {{ root }} >= 0 then {{ events }} * {{ root }} * {{ root }} * {{ root }}
                end
    end
{%- endmacro %}
