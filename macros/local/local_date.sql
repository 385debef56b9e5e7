{% macro local_date(column) -%}
    {#-
        The date in a cell as the returns write it: `2013-Jul-19 00:00:00`, `2013-07-19` with or
        without a time, or `19/07/2013`. Null where it is none; try_cast keeps 31 February out.
    -#}
    {%- set months = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ') -%}
    try_cast(
        case
            when {{ matches('trim(' ~ column ~ ')', '^[0-9]{4}-[0-9]{2}-[0-9]{2}') }}
                then substr(trim({{ column }}), 1, 10)
            when {{ matches('trim(' ~ column ~ ')', '^[0-9]{4}-[A-Za-z]{3}-[0-9]{2}') }}
                then
                    substr(trim({{ column }}), 1, 4) || '-'
                    || case lower(substr(trim({{ column }}), 6, 3))
                        {%- for month in months %}
                        when '{{ month }}' then '{{ '%02d' | format(loop.index) }}'
                        {%- endfor %}
                        else '00'
                    end
                    || '-' || substr(trim({{ column }}), 10, 2)
            when {{ matches('trim(' ~ column ~ ')', '^[0-9]{2}/[0-9]{2}/[0-9]{4}') }}
                then
                    substr(trim({{ column }}), 7, 4) || '-' || substr(trim({{ column }}), 4, 2)
                    || '-' || substr(trim({{ column }}), 1, 2)
        end as date
    )
{%- endmacro %}

{% macro local_time(column) -%}
    {#- The time of day behind a date, as sortable text (`10:15:00`); empty where there is none. -#}
    case
        when {{ matches(column, ':') }}
            then {{ replace_all('trim(' ~ column ~ ')', '^[^ T]+[ T]+', '') }}
        else ''
    end
{%- endmacro %}
