{% macro is_given(column) -%}
    {#- True where the cell holds something. -#}
    (trim({{ column }}) <> '')
{%- endmacro %}

{% macro is_missing(column) -%}
    {#- True where the cell holds nothing. -#}
    (coalesce(trim({{ column }}), '') = '')
{%- endmacro %}

{% macro not_a_date(column) -%}
    {#- True where the cell holds something that is no date. -#}
    ({{ is_given(column) }} and {{ local_date(column) }} is null)
{%- endmacro %}

{% macro not_a_number(column) -%}
    {#- True where the cell holds something that is no number. -#}
    ({{ is_given(column) }} and try_cast(trim({{ column }}) as double) is null)
{%- endmacro %}

{% macro not_a_flag(column) -%}
    {#- True where the cell holds something that is neither yes nor no. -#}
    ({{ is_given(column) }} and ({{ local_flag(column) }}) is null)
{%- endmacro %}

{% macro unknown_code(column) -%}
    {#- True where the cell holds a code that no year knows; for a relation `with_known_codes`. -#}
    ({{ is_given(column) }} and not {{ column }}_is_known)
{%- endmacro %}

{% macro code_of_other_year(column) -%}
    {#- True where the cell holds a code of other years than the return's. -#}
    ({{ column }}_is_known and not {{ column }}_is_of_year)
{%- endmacro %}

{% macro local_rank(column) -%}
    {#- A rank as a whole number; null where it is none. -#}
    try_cast(try_cast(trim({{ column }}) as double) as integer)
{%- endmacro %}

{% macro ethnicity_group(column) -%}
    {#- What an ethnicity code is known by: its first letter, or all of it where nobody said. -#}
    case
        when {{ cell_code(column) }} in ('REFU', 'NOBT') then {{ cell_code(column) }}
        else substr({{ cell_code(column) }}, 1, 1)
    end
{%- endmacro %}

{% macro cell_code(column) -%}
    {#- What `local_code` gives; the `.0` is looked for only where there is a point: big tables. -#}
    case
        when {{ column }} like '%.%' then {{ local_code(column) }}
        else nullif(upper(trim({{ column }})), '')
    end
{%- endmacro %}

{% macro is_yes(column) -%}
    {#- True where the cell says yes, as `local_flag` reads it. -#}
    coalesce({{ cell_code(column) }} in ('1', 'TRUE', 'Y', 'YES'), false)
{%- endmacro %}
