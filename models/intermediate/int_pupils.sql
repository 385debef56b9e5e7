-- Pupils on roll of the home area's schools on each January census date, each counted once.
with

schools as (

    select * from {{ ref('int_schools') }}
    where term = 'SPR' and is_home

),

exported as (

    select * from {{ ref('stg_school_census__pupils') }}

),

listed_rows as (

    select *, 2 as source_rank from {{ ref('stg_pupil_lists__census_download') }}

    union all

    select *, 3 as source_rank from {{ ref('stg_pupil_lists__pupils') }}

),

need_codes as (

    select need_code from {{ ref('primary_needs') }}
    where need_code <> 'UNK'

),

needs as (

    select needs.*
    from {{ ref('stg_school_census__needs') }} as needs
    inner join need_codes
        on needs.need_code = need_codes.need_code

),

-- Of several needs of one rank the one that the school put first.
ranked_needs as (

    select
        set_id,
        registration_id,
        need_rank,
        need_code,
        row_number() over (
            partition by set_id, registration_id, need_rank
            order by order_number nulls last, need_code
        ) as place
    from needs
    where need_rank in (1, 2)

),

first_needs as (

    select
        set_id,
        registration_id,
        max(case when need_rank = 1 then need_code end) as first_need,
        max(case when need_rank = 2 then need_code end) as second_need
    from ranked_needs
    where place = 1
    group by set_id, registration_id

),

meal_tables as (

    select distinct set_id from {{ source('extract', 'files') }}
    where source_name = 'school_census' and table_name = 'fsmperiod' and status = 'recognised'

),

exported_pupils as (

    select
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
    inner join {{ ref('stg_school_census__fsm_periods') }} as periods
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
        first_needs.first_need,
        first_needs.second_need,
        case
            when eligible.row_id is not null then 'Eligible'
            when meal_tables.set_id is not null then 'Not eligible'
        end as free_school_meals
    from exported_pupils
    left join first_needs
        on
            exported_pupils.set_id = first_needs.set_id
            and exported_pupils.row_id = first_needs.registration_id
    left join eligible
        on
            exported_pupils.set_id = eligible.set_id
            and exported_pupils.row_id = eligible.row_id
    left join meal_tables
        on exported_pupils.set_id = meal_tables.set_id

),

listed_described as (

    select
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
        listed_rows.first_need,
        listed_rows.second_need,
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

),

registrations as (

    select * from exported_described

    union all

    select * from listed_described

),

-- Of several registrations of one UPN on one census date, one is kept.
kept as (

    select
        registrations.*,
        row_number() over (
            partition by
                registrations.time_period,
                coalesce(registrations.upn, registrations.set_id || '-' || registrations.row_id),
                registrations.upn is null
            order by
                statuses.keep_order,
                registrations.entry_date desc nulls last,
                registrations.school_id,
                registrations.row_number,
                registrations.file_id
        ) as place
    from registrations
    inner join {{ ref('enrolment_statuses') }} as statuses
        on coalesce(registrations.enrolment_code, 'none') = statuses.enrolment_code
    where statuses.counts_as_pupil

),

labelled as (

    select
        coalesce(kept.upn, 'row-' || kept.set_id || '-' || kept.row_id) as pupil_id,
        kept.upn is not null as has_upn,
        kept.set_id,
        kept.row_id,
        kept.file_id,
        kept.row_number,
        kept.census_date,
        kept.census_date as reference_date,
        kept.time_period,
        kept.time_period as academic_year,
        kept.school_id,
        kept.urn,
        kept.school_type,
        kept.is_mainstream,
        {{ sex_label('kept.sex_code') }} as sex,
        {{ age_at_august('kept.birth_month', 'kept.census_date') }} as age,
        coalesce(year_groups.year_group, 'Unknown') as year_group,
        coalesce(ethnic_groups.ethnic_group, 'Unknown') as ethnic_group,
        kept.free_school_meals,
        case
            when kept.language_code is null then 'Unknown'
            else coalesce(languages.first_language, 'Other than English')
        end as first_language,
        coalesce(provisions.sen_provision, 'Unknown') as sen_provision,
        kept.first_need,
        kept.second_need,
        coalesce(kept.in_sen_unit, false) as in_sen_unit,
        coalesce(kept.in_resourced_provision, false) as in_resourced_provision,
        kept.locality_code,
        kept.icb_code
    from kept
    left join {{ ref('year_groups') }} as year_groups
        on kept.year_code = year_groups.year_code
    left join {{ ref('ethnic_groups') }} as ethnic_groups
        on
            substr(kept.ethnicity_code, 1, 1) = ethnic_groups.first_letter
            and {{ matches('kept.ethnicity_code', '^[A-Z]{1,4}$') }}
    left join {{ ref('languages') }} as languages
        on kept.language_code = languages.language_code
    left join {{ ref('sen_provisions') }} as provisions
        on kept.provision_code = provisions.provision_code
    where kept.place = 1

),

pupils as (

    select
        pupil_id,
        has_upn,
        set_id,
        row_id,
        file_id,
        row_number,
        census_date,
        reference_date,
        time_period,
        academic_year,
        school_id,
        urn,
        school_type,
        is_mainstream,
        sex,
        case when age >= 0 then age end as age,
        year_group,
        ethnic_group,
        free_school_meals,
        first_language,
        sen_provision,
        case when sen_provision in ('EHC plan', 'SEN support') then first_need end as primary_need,
        case when sen_provision in ('EHC plan', 'SEN support') then second_need end
            as secondary_need,
        in_sen_unit,
        in_resourced_provision,
        locality_code,
        icb_code
    from labelled

)

select * from pupils
