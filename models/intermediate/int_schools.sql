-- Every return of a school to a census, from the latest delivery of it: an export comes before a
-- download of the census, and that before a list.
with

returns as (

    select * from {{ ref('stg_school_census__returns') }}

),

return_schools as (

    select set_id, return_id, min(phase_code) as phase_code
    from {{ ref('stg_school_census__schools') }}
    group by set_id, return_id

),

census_dates as (

    select * from {{ ref('census_dates') }}

),

phases as (

    select * from {{ ref('school_phases') }}

),

-- Of a school that is listed twice the first row counts.
places as (

    select
        {{ local_code('urn') }} as urn,
        min_by({{ local_text('locality_code') }}, _row) as locality_code,
        min_by({{ local_text('icb_code') }}, _row) as icb_code
    from {{ source('localities', 'places') }}
    where {{ local_code('urn') }} is not null
    group by {{ local_code('urn') }}

),

-- The year in which the academic year of the return ends.
exported as (

    select
        returns.set_id,
        returns.return_id,
        returns.file_name,
        returns.row_number,
        1 as source_rank,
        returns.term,
        coalesce(
            extract(year from returns.reference_date)
            + case when extract(month from returns.reference_date) >= 9 then 1 else 0 end,
            returns.return_year + case when returns.term = 'AUT' then 1 else 0 end
        ) as ending_year,
        returns.reference_date,
        returns.la_code,
        returns.establishment_number,
        returns.urn,
        return_schools.phase_code,
        returns.written_date,
        returns.written_time
    from returns
    left join return_schools
        on returns.set_id = return_schools.set_id and returns.return_id = return_schools.return_id

),

listed_rows as (

    select *, 2 as source_rank from {{ ref('stg_pupil_lists__census_download') }}

    union all

    select *, 3 as source_rank from {{ ref('stg_pupil_lists__pupils') }}

),

listed as (

    select
        set_id,
        cast(null as varchar(100)) as return_id,
        max(file_name) as file_name,
        min(row_number) as row_number,
        source_rank,
        term,
        census_year as ending_year,
        cast(null as date) as reference_date,
        la_code,
        establishment_number,
        min(urn) as urn,
        min(phase_code) as phase_code,
        cast(null as date) as written_date,
        cast(null as varchar(20)) as written_time
    from listed_rows
    where term = 'SPR' and census_year is not null
    group by set_id, source_rank, term, census_year, la_code, establishment_number

),

together as (

    select * from exported

    union all

    select * from listed

),

keyed as (

    select
        *,
        la_code || coalesce(establishment_number, '0000') as school_id,
        min(case when establishment_number is not null then source_rank end)
            over (partition by ending_year, term) as best_source
    from together
    where term is not null and ending_year is not null and la_code is not null

),

-- A list that names no schools would count the pupils of named ones a second time.
ranked as (

    select
        *,
        row_number() over (
            partition by school_id, ending_year, term
            order by
                source_rank asc,
                written_date desc nulls last,
                written_time desc nulls last,
                file_name desc,
                set_id desc,
                row_number desc
        ) as place
    from keyed
    where establishment_number is not null or best_source is null

),

chosen as (

    select
        ranked.set_id,
        ranked.return_id,
        ranked.source_rank,
        case
            when ranked.term = 'SPR'
                then coalesce(census_dates.census_date, ranked.reference_date)
            else ranked.reference_date
        end as census_date,
        {{ academic_year_ending('ranked.ending_year') }} as time_period,
        ranked.term,
        ranked.school_id,
        ranked.urn,
        ranked.phase_code,
        coalesce(phases.school_type, 'Unknown') as school_type,
        coalesce(phases.is_mainstream, false) as is_mainstream,
        coalesce(places.locality_code, 'locality-not-known') as locality_code,
        coalesce(places.icb_code, 'icb-not-known') as icb_code,
        ranked.la_code = '{{ var("la_code") }}' as is_home
    from ranked
    left join census_dates
        on ranked.ending_year = census_dates.census_year
    left join phases
        on ranked.phase_code = phases.phase_code
    left join places
        on ranked.urn = places.urn
    where ranked.place = 1

)

select * from chosen
