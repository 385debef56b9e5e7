with

source as (

    {{ local_rows('nccis', 'activities') | indent(4) }}

),

-- The month is `2024-12`, or a calendar month (1 to 12) of the academic year beside it.
dated as (

    select
        *,
        {{ matches('trim(monthno)', '^[0-9]{4}-[0-9]{2}') }} as has_year,
        {{ local_ending_year('acadyr') }} as ending_year,
        try_cast({{ local_code('monthno') }} as integer) as month_of_year
    from source

),

-- September to December lie in the first year of an academic year.
placed as (

    select
        *,
        ending_year - case when month_of_year >= 9 then 1 else 0 end as calendar_year
    from dated

),

named as (

    select
        *,
        case
            when has_year then substr(trim(monthno), 1, 7)
            when month_of_year between 1 and 12
                then
                    cast(calendar_year as varchar(4)) || '-'
                    || substr(cast(100 + month_of_year as varchar(3)), 2)
        end as month_text
    from placed

),

renamed as (

    select
        _file_id as file_id,
        _row as row_number,
        file_name,
        {{ local_upn('upn') }} as upn,
        {{ local_upn('uln') }} as uln,
        {{ local_upn('young_person_id') }} as young_person_id,
        try_cast(month_text || '-01' as date) as month_start,
        dob as birth_month,
        {{ local_code('sex') }} as sex_code,
        {{ local_flag('send_flag') }} as has_plan,
        {{ local_code('current_activity_code') }} as activity_code
    from named

)

select * from renamed
