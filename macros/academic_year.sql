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

{% macro academic_year_end(time_period) -%}
    {#- The 31 August on which an academic year ends: 202223 is 2023-08-31. -#}
    cast(
        cast(cast(substr({{ time_period }}, 1, 4) as integer) + 1 as varchar(4)) || '-08-31' as date
    )
{%- endmacro %}

{% macro attendance_year(time_period, term) -%}
    {#-
        The academic year whose sessions a return tells of: a return is about the term before, so that
        of autumn is about the summer of the academic year before its own.
    -#}
    case
        when {{ term }} = 'AUT'
            then {{ academic_year_ending('substr(' ~ time_period ~ ', 1, 4)') }}
        else {{ time_period }}
    end
{%- endmacro %}
