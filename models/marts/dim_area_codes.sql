with

area_codes as (

    select
        la_code as area_code,
        new_la_code,
        coalesce(first_date, date '1900-01-01') as first_date,
        coalesce(last_date, date '9999-12-31') as last_date
    from {{ ref('int_area_codes') }}

),

-- The first code of an area reaches back to the beginning of its figures, the last to their end.
ordered as (

    select
        *,
        row_number() over (partition by area_code order by first_date, last_date) as place,
        count(*) over (partition by area_code) as places
    from area_codes

),

reaching_back as (

    select
        area_code,
        new_la_code,
        case when place = 1 then date '1900-01-01' else first_date end as first_date,
        case when place = places then date '9999-12-31' else last_date end as last_date
    from ordered

)

select * from reaching_back
