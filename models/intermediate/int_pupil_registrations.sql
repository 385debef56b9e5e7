-- The registrations of the home area's spring returns, from exports and from lists, side by side.
with

schools as (

    select * from {{ ref('int_schools') }}
    where term = 'SPR' and is_home

),

exported as (

    select * from {{ ref('stg_school_census__pupils') }}

),

periods as (

    select * from {{ ref('stg_school_census__fsm_periods') }}

),

needs as (

    select * from {{ ref('int_pupil_needs') }}

),

need_codes as (

    select need_code from {{ ref('primary_needs') }}
    where need_code <> 'UNK'

),

listed_rows as (

    select *, 2 as source_rank from {{ ref('stg_pupil_lists__census_download') }}

    union all

    select *, 3 as source_rank from {{ ref('stg_pupil_lists__pupils') }}

),

-- The rank of a pupil's neighbourhood stands in lists only, and goes by UPN to the exports as well.
idaci_ranks as (

    select
        {{ academic_year_ending('census_year') }} as time_period,
        upn,
        min_by(
            idaci_rank,
            cast(source_rank as varchar(1)) || file_id
            || lpad(cast(row_number as varchar(20)), 20, '0')
        ) as idaci_rank
    from listed_rows
    where term = 'SPR' and census_year is not null and upn is not null and idaci_rank is not null
    group by census_year, upn

),

meal_tables as (

    select distinct set_id from {{ source('extract', 'files') }}
    where source_name = 'school_census' and table_name = 'fsmperiod' and status = 'recognised'

),

exported_pupils as (

    select
        'school_census' as source_name,
        exported.set_id,
        exported.registration_id as row_id,
        exported.file_id,
        exported.row_number,
        schools.census_date,
        schools.time_period,
        schools.school_id,
        schools.urn,
        schools.school_type,
        schools.is_mainstream,
        schools.locality_code,
        schools.icb_code,
        exported.upn,
        exported.birth_month,
        exported.sex_code,
        exported.ethnicity_code,
        exported.language_code,
        exported.enrolment_code,
        exported.entry_date,
        exported.year_code,
        exported.provision_code,
        exported.in_sen_unit,
        exported.in_resourced_provision
    from exported
    inner join schools
        on exported.set_id = schools.set_id and exported.return_id = schools.return_id

),

-- Whether a period of eligibility covers the census date.
eligible as (

    select distinct
        exported_pupils.set_id,
        exported_pupils.row_id
    from exported_pupils
    inner join periods
        on
            exported_pupils.set_id = periods.set_id
            and exported_pupils.row_id = periods.registration_id
    where
        periods.start_date <= exported_pupils.census_date
        and (periods.end_date is null or periods.end_date >= exported_pupils.census_date)

),

exported_described as (

    select
        exported_pupils.*,
        needs.first_need,
        needs.second_need,
        idaci_ranks.idaci_rank,
        case
            when eligible.row_id is not null then 'Eligible'
            when meal_tables.set_id is not null then 'Not eligible'
        end as free_school_meals
    from exported_pupils
    left join needs
        on
            exported_pupils.set_id = needs.set_id
            and exported_pupils.row_id = needs.registration_id
    left join eligible
        on
            exported_pupils.set_id = eligible.set_id
            and exported_pupils.row_id = eligible.row_id
    left join meal_tables
        on exported_pupils.set_id = meal_tables.set_id
    left join idaci_ranks
        on
            exported_pupils.upn = idaci_ranks.upn
            and exported_pupils.time_period = idaci_ranks.time_period

),

listed_described as (

    select
        'pupil_lists' as source_name,
        listed_rows.set_id,
        listed_rows.file_id || '-' || cast(listed_rows.row_number as varchar(20)) as row_id,
        listed_rows.file_id,
        listed_rows.row_number,
        schools.census_date,
        schools.time_period,
        schools.school_id,
        schools.urn,
        schools.school_type,
        schools.is_mainstream,
        schools.locality_code,
        schools.icb_code,
        listed_rows.upn,
        listed_rows.birth_month,
        listed_rows.sex_code,
        listed_rows.ethnicity_code,
        listed_rows.language_code,
        listed_rows.enrolment_code,
        listed_rows.entry_date,
        listed_rows.year_code,
        listed_rows.provision_code,
        listed_rows.in_sen_unit,
        listed_rows.in_resourced_provision,
        first_codes.need_code as first_need,
        second_codes.need_code as second_need,
        coalesce(listed_rows.idaci_rank, idaci_ranks.idaci_rank) as idaci_rank,
        case
            when listed_rows.is_meal_eligible then 'Eligible'
            when not listed_rows.is_meal_eligible then 'Not eligible'
            -- A blank cell where the list has eligibility at all.
            when count(listed_rows.is_meal_eligible) over (partition by listed_rows.file_id) > 0
                then 'Unknown'
        end as free_school_meals
    from listed_rows
    inner join schools
        on
            listed_rows.set_id = schools.set_id
            and listed_rows.source_rank = schools.source_rank
            and listed_rows.term = schools.term
            and {{ academic_year_ending('listed_rows.census_year') }} = schools.time_period
            and listed_rows.la_code || coalesce(listed_rows.establishment_number, '0000')
            = schools.school_id
    left join need_codes as first_codes
        on listed_rows.first_need = first_codes.need_code
    left join need_codes as second_codes
        on listed_rows.second_need = second_codes.need_code
    left join idaci_ranks
        on listed_rows.upn = idaci_ranks.upn and schools.time_period = idaci_ranks.time_period

),

registrations as (

    select * from exported_described

    union all

    select * from listed_described

)

select * from registrations
