{% macro generate_schema_name(custom_schema_name, node) -%}
    {#- Schemas are the rooms of the warehouse, without a prefix: staging, marts ... -#}
    {{ custom_schema_name | trim if custom_schema_name else target.schema }}
{%- endmacro %}
