{% macro summed_measures(measures) -%}
    {#- The sum of measures within a group; null unless every one of them has a value. -#}
    case
        when count(case when measure in ({{ quoted_list(measures) }}) then value end) = {{ measures | length }}
            then sum(case when measure in ({{ quoted_list(measures) }}) then value end)
    end
{%- endmacro %}
