{% macro flat_pupils(relation, census_year, census_term, first_need, second_need) -%}
    {#-
        The columns that a list of pupils shares with the census download. A list that names no
        local authority is the council's own; a school's number is the authority's and its own.
    -#}
    {%- set both = replace_all("coalesce(laestab, '')", '[^0-9]', '') -%}
    select
        coalesce(set_id, _file_id) as set_id,
        _file_id as file_id,
        _row as row_number,
        file_name,
        {{ census_year }} as census_year,
        {{ census_term }} as term,
        case
            when {{ matches("coalesce(trim(la), '')", '^[0-9]{3}([.]0+)?$') }} then substr(trim(la), 1, 3)
            when length({{ both }}) = 7 then substr({{ both }}, 1, 3)
            else '{{ var("la_code") }}'
        end as la_code,
        coalesce(
            lpad({{ local_code('estab') }}, 4, '0'),
            case when length({{ both }}) = 7 then substr({{ both }}, 4, 4) end
        ) as establishment_number,
        {{ local_code('urn') }} as urn,
        {{ local_code('phase') }} as phase_code,
        {{ local_upn('upn') }} as upn,
        dob as birth_month,
        {{ local_code('sex') }} as sex_code,
        {{ local_code('ethnicity') }} as ethnicity_code,
        {{ local_code('language') }} as language_code,
        {{ local_code('enrolstatus') }} as enrolment_code,
        {{ local_date('entrydate') }} as entry_date,
        {{ local_code('ncyearactual') }} as year_code,
        {{ local_code('senprovision') }} as provision_code,
        {{ need_code(first_need) }} as first_need,
        {{ need_code(second_need) }} as second_need,
        {{ local_flag('fsmeligible') }} as is_meal_eligible,
        try_cast({{ local_code('idaci_r') }} as integer) as idaci_rank,
        {{ local_flag('senunitindicator') }} as in_sen_unit,
        {{ local_flag('resourcedprovisionindicator') }} as in_resourced_provision
    from {{ relation }}
{%- endmacro %}
