{% macro age_at_august(birth_month, on_date) -%}
    {#-
        Whole years of age at the last 31 August before (or on) a date, from a month of birth such as
        `2013-07`: everybody born in or before August has had the birthday by then.
    -#}
    (
        extract(year from {{ on_date }})
        - case when extract(month from {{ on_date }}) < 9 and not (
            extract(month from {{ on_date }}) = 8 and extract(day from {{ on_date }}) = 31
        ) then 1 else 0 end
        - try_cast(substr({{ birth_month }}, 1, 4) as integer)
        - case when try_cast(substr({{ birth_month }}, 6, 2) as integer) > 8 then 1 else 0 end
    )
{%- endmacro %}

{% macro academic_year_of(on_date) -%}
    {#- The academic year (September to August) that a date lies in: 2022-10-03 is 202223. -#}
    {{ academic_year_ending(
        "(extract(year from " ~ on_date ~ ") + case when extract(month from " ~ on_date ~ ") >= 9 then 1 else 0 end)"
    ) }}
{%- endmacro %}
