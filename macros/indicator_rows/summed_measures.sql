{% macro summed_measures(measures) -%}
    {#- The sum of measures within a group; null unless every one of them has a value. -#}
    case
        when count(case when measure in ({{ quoted_list(measures) }}) then value end) = {{ measures | length }}
            then sum(case when measure in ({{ quoted_list(measures) }}) then value end)
    end
{%- endmacro %}

{% macro quoted_list(items) -%}
    {%- for item in items %}'{{ item }}'{{ ', ' if not loop.last }}{% endfor -%}
{%- endmacro %}

{% macro gravest_reason(column='missing_reason') -%}
    {#- Of several reasons in a group the one that says most: withheld, suppressed, not available, ... -#}
    case
        when max(case when {{ column }} = 'u' then 1 else 0 end) = 1 then 'u'
        when max(case when {{ column }} = 'c' then 1 else 0 end) = 1 then 'c'
        when max(case when {{ column }} in ('x', 'reject') then 1 else 0 end) = 1 then 'x'
        when max(case when {{ column }} = 'low' then 1 else 0 end) = 1 then 'low'
        when max(case when {{ column }} = 'z' then 1 else 0 end) = 1 then 'z'
    end
{%- endmacro %}

{% macro joined_source() -%}
    {#- The file, or the two files, that a group of observations came from. -#}
    case when min(file_id) = max(file_id) then min(file_id) else min(file_id) || ' + ' || max(file_id) end
{%- endmacro %}

{% macro gravest_status() -%}
    {#- A figure made from a provisional one is provisional. -#}
    case
        when max(case when value_status = 'provisional' then 1 else 0 end) = 1 then 'provisional'
        when max(case when value_status = 'revised' then 1 else 0 end) = 1 then 'revised'
        else 'final'
    end
{%- endmacro %}
