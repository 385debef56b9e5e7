{% macro date_from_day_first(text) -%}
    {#- A date written day first, `31/03/2023`; null where there is none. -#}
    try_cast(
        substr(trim({{ text }}), 7, 4) || '-' || substr(trim({{ text }}), 4, 2) || '-'
        || substr(trim({{ text }}), 1, 2) as date
    )
{%- endmacro %}
