{%- set year_digits = replace_all('academicyear', '[^0-9]', '') -%}
with

source as (

    {{ local_rows('pupil_lists', 'census_download') | indent(4) }}

),

-- The year in which the academic year ends: of 2024/2025, 2024/25 and 202425, and of 2025 alone.
dated as (

    select
        *,
        case length({{ year_digits }})
            when 8 then try_cast(substr({{ year_digits }}, 5, 4) as integer)
            when 6 then try_cast(substr({{ year_digits }}, 1, 4) as integer) + 1
            when 4 then try_cast({{ year_digits }} as integer)
        end as census_year,
        substr({{ local_code('censusterm') }}, 1, 3) as census_term
    from source

),

renamed as (

    {{ flat_pupils(
        'dated', 'census_year', 'census_term', 'primaryseneedstype', 'secondarysentype'
    ) | indent(4) }}

)

select * from renamed
