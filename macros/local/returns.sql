{% macro census_returns() -%}
    {#- One row per school census return as delivered: whose it is, and of which date. -#}
    select
        set_id,
        schoolcensustableid,
        min({{ local_text('lea') }}) as lea,
        min({{ school_number('lea', 'estab') }}) as school,
        min({{ local_rank('year') }}) as return_year,
        min(upper(substr(trim(term), 1, 3))) as term,
        min({{ local_date('referencedate') }}) as reference_date
    from ({{ local_rows('school_census', 'schoolcensus') }}) as schoolcensus
    group by set_id, schoolcensustableid
{%- endmacro %}

{% macro sen2_returns() -%}
    {#- One row per SEN2 return as delivered; a header without a date has that of its census. -#}
    select
        headers.set_id,
        headers.lea,
        headers.return_year,
        coalesce(headers.reference_date, cast(census_dates.census_date as date)) as reference_date
    from (
        select
            set_id,
            min({{ local_text('lea') }}) as lea,
            min({{ local_rank('year') }}) as return_year,
            min({{ local_date('referencedate') }}) as reference_date
        from ({{ local_rows('sen2', 'sen2') }}) as sen2
        group by set_id
    ) as headers
    left join {{ ref('census_dates') }} as census_dates
        on headers.return_year = census_dates.census_year
{%- endmacro %}

{% macro school_number(lea, estab) -%}
    {#- The seven digits of a school, `lea` and `estab`; null where they do not make seven. -#}
    case
        when length(trim({{ lea }})) = 3 and length(trim({{ estab }})) between 1 and 4
            then trim({{ lea }}) || lpad(trim({{ estab }}), 4, '0')
    end
{%- endmacro %}

{% macro sets_with(source_name, table_name) -%}
    {#- The exports that a table is a part of: where it lacks is told once, not for every row. -#}
    select distinct set_id
    from {{ source('extract', 'files') }}
    where source_name = '{{ source_name }}' and table_name = '{{ table_name }}'
{%- endmacro %}
