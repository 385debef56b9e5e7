{% macro standard_topic(topic) -%}
    {#- The breakdown topics of the EHC plans files under one name each. -#}
    case
        when lower({{ topic }}) like 'all %' or lower({{ topic }}) = 'new ehc plans' then 'Total'
        when lower({{ topic }}) in ('child or young persons age', 'young persons age', 'age plan ceased')
            then 'Age'
        else {{ topic }}
    end
{%- endmacro %}

{% macro standard_breakdown(topic, breakdown) -%}
    {#- `Total` for the total; ages as "Age 10", whichever way a file writes them. -#}
    case
        when {{ standard_topic(topic) }} = 'Total' then 'Total'
        when {{ standard_topic(topic) }} = 'Age' and lower({{ breakdown }}) like 'aged %'
            then 'Age ' || substr({{ breakdown }}, 6)
        when {{ standard_topic(topic) }} = 'Age' and lower({{ breakdown }}) like 'age %'
            then 'Age ' || substr({{ breakdown }}, 5)
        when {{ standard_topic(topic) }} = 'Age' then 'Age ' || lower({{ breakdown }})
        else {{ breakdown }}
    end
{%- endmacro %}
