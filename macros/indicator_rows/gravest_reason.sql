{% macro gravest_reason(column='missing_reason') -%}
    {#- Of several reasons in a group the one that says most: withheld, suppressed, ... -#}
    case
        when max(case when {{ column }} = 'u' then 1 else 0 end) = 1 then 'u'
        when max(case when {{ column }} = 'c' then 1 else 0 end) = 1 then 'c'
        when max(case when {{ column }} in ('x', 'reject') then 1 else 0 end) = 1 then 'x'
        when max(case when {{ column }} = 'low' then 1 else 0 end) = 1 then 'low'
        when max(case when {{ column }} = 'z' then 1 else 0 end) = 1 then 'z'
    end
{%- endmacro %}
