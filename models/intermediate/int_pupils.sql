-- Pupils on roll of the home area's schools on each January census date, each counted once.
with

registrations as (

    select * from {{ ref('int_pupil_registrations') }}

),

statuses as (

    select * from {{ ref('enrolment_statuses') }}

),

year_groups as (

    select * from {{ ref('year_groups') }}

),

ethnic_groups as (

    select * from {{ ref('ethnic_groups') }}

),

languages as (

    select * from {{ ref('languages') }}

),

provisions as (

    select * from {{ ref('sen_provisions') }}

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
                statuses.keep_order asc,
                registrations.entry_date desc nulls last,
                registrations.school_id asc,
                registrations.row_number asc,
                registrations.file_id asc
        ) as place
    from registrations
    inner join statuses
        on coalesce(registrations.enrolment_code, 'none') = statuses.enrolment_code
    where statuses.counts_as_pupil

),

labelled as (

    select
        coalesce(kept.upn, 'row-' || kept.set_id || '-' || kept.row_id) as pupil_id,
        kept.upn is not null as has_upn,
        kept.source_name,
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
        {{ idaci_quintile('kept.idaci_rank') }} as idaci_quintile,
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
    left join year_groups
        on kept.year_code = year_groups.year_code
    left join ethnic_groups
        on
            substr(kept.ethnicity_code, 1, 1) = ethnic_groups.first_letter
            and {{ matches('kept.ethnicity_code', '^[A-Z]{1,4}$') }}
    left join languages
        on kept.language_code = languages.language_code
    left join provisions
        on kept.provision_code = provisions.provision_code
    where kept.place = 1

),

pupils as (

    select
        pupil_id,
        has_upn,
        source_name,
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
        -- Of a January in which the lists miss many pupils' neighbourhoods the rest say too little.
        case
            when
                count(idaci_quintile) over (partition by time_period)
                >= {{ var('smallest_idaci_coverage') }} * count(*) over (partition by time_period)
                then idaci_quintile
        end as idaci_quintile,
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
