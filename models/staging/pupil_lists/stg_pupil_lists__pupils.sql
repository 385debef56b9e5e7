with

source as (

    {{ local_rows('pupil_lists', 'pupils') | indent(4) }}

),

parsed as (

    select
        *,
        {{ local_date('censusdate') }} as census_date
    from source

),

-- A list without a census date is of the January of the year in its file name.
dated as (

    select
        *,
        case
            when {{ local_text('censusdate') }} is not null then extract(year from census_date)
            else try_cast(name_year as integer)
        end as census_year,
        case
            when {{ local_text('censusdate') }} is null or extract(month from census_date) <= 3
                then 'SPR'
        end as census_term
    from parsed

),

renamed as (

    {{ flat_pupils('dated', 'census_year', 'census_term', 'senneed1', 'senneed2') | indent(4) }}

)

select * from renamed
