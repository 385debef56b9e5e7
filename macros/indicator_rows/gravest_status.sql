{% macro gravest_status() -%}
    {#- A figure made from a provisional one is provisional. -#}
    case
        when max(case when value_status = 'local' then 1 else 0 end) = 1 then 'local'
        when max(case when value_status = 'provisional' then 1 else 0 end) = 1 then 'provisional'
        when max(case when value_status = 'revised' then 1 else 0 end) = 1 then 'revised'
        else 'final'
    end
{%- endmacro %}
