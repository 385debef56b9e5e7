{% macro local_age(birth_month, on_date) -%}
    {#-
        Age at the August before a date. A child who was born since that August is 0; a birth after the
        date is a mistake, and gives no age.
    -#}
    case
        when {{ birth_month }} <= substr(cast({{ on_date }} as varchar(10)), 1, 7)
            then greatest({{ age_at_august(birth_month, on_date) }}, 0)
    end
{%- endmacro %}

{% macro age_label(age) -%}
    {#- Single years of age, as plans in January are published. -#}
    case
        when {{ age }} between 0 and 25 then 'Age ' || cast(cast({{ age }} as integer) as varchar(2))
        else 'Age unknown'
    end
{%- endmacro %}

{% macro flow_age_label(age) -%}
    {#- Single years of age, as the requests and plans of a year are published. -#}
    case
        when {{ age }} <= 2 then 'Age 2 and under'
        when {{ age }} >= 20 then 'Age 20 and over'
        else {{ age_label(age) | indent(8) }}
    end
{%- endmacro %}

{% macro age_band_label(age) -%}
    case
        when {{ age }} < 5 then 'Under 5'
        when {{ age }} < 11 then 'Age 5 to 10'
        when {{ age }} < 16 then 'Age 11 to 15'
        when {{ age }} < 20 then 'Age 16 to 19'
        when {{ age }} <= 25 then 'Age 20 to 25'
        else 'Age unknown'
    end
{%- endmacro %}
