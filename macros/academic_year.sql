{% macro academic_year_ending(year) -%}
    {#- The academic year that ends in a calendar year: 2023 is 202223. -#}
    cast(
        (cast({{ year }} as integer) - 1) * 100 + cast({{ year }} as integer) % 100 as varchar(6)
    )
{%- endmacro %}

{% macro academic_year_from_text(text) -%}
    {#- The academic year in DfE's form, from `2022/23`, `202223` or `202223.0`. -#}
    {{ replace_all("replace(trim(" ~ text ~ "), '/', '')", '[.]0$', '') }}
{%- endmacro %}
