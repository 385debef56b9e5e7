{% macro catalogue_entries() -%}
    {#- Every entry under meta.indicators of the indicator models, from dbt's own graph. -#}
    {%- set entries = [] -%}
    {%- if execute -%}
        {%- for node in graph.nodes.values() | sort(attribute='name') -%}
            {%- if node.resource_type == 'model' and node.config.meta.get('indicators') -%}
                {%- for entry in node.config.meta.indicators -%}
                    {%- do entries.append(dict(entry, family=node.name)) -%}
                {%- endfor -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
    {{ return(entries) }}
{%- endmacro %}

{% macro sql_text(value) -%}
    {%- if value is none -%}cast(null as varchar(2000)){%- else -%}'{{ value | string | replace("'", "''") }}'{%- endif -%}
{%- endmacro %}
