-- Sessions of the registrations on roll, in every term's return that is held. Registrations, not
-- pupils: a pupil with two schools has two.
with

schools as (

    select * from {{ ref('int_schools') }}
    where is_home

),

registrations as (

    select * from {{ ref('stg_school_census__pupils') }}
    where sessions_possible > 0

),

details as (

    select * from {{ ref('stg_school_census__session_details') }}

),

codes as (

    select * from {{ ref('attendance_codes') }}

),

provisions as (

    select * from {{ ref('sen_provisions') }}

),

reason_tables as (

    select distinct set_id from {{ source('extract', 'files') }}
    where
        source_name = 'school_census'
        and table_name = 'termlysessiondetailsonroll'
        and status = 'recognised'

),

by_reason as (

    select
        details.set_id,
        details.registration_id,
        sum(details.sessions) as sessions_absent,
        sum(case when details.attendance_code = 'C2' then details.sessions else 0 end)
            as sessions_reduced
    from details
    inner join codes
        on details.attendance_code = codes.attendance_code
    group by details.set_id, details.registration_id

),

-- Where an export lacks the reasons, the return's own sums of absence count.
with_sessions as (

    select
        coalesce(
            registrations.upn,
            'row-' || registrations.set_id || '-' || registrations.registration_id
        ) as pupil_id,
        registrations.row_number,
        schools.school_id,
        schools.school_type,
        schools.locality_code,
        schools.icb_code,
        schools.term,
        {{ attendance_year('schools.time_period', 'schools.term') }} as academic_year,
        coalesce(provisions.sen_provision, 'Unknown') as sen_provision,
        registrations.sessions_possible,
        case
            when reason_tables.set_id is not null then coalesce(by_reason.sessions_absent, 0)
            when coalesce(registrations.sessions_authorised, registrations.sessions_unauthorised)
                is not null
                then
                    coalesce(registrations.sessions_authorised, 0)
                    + coalesce(registrations.sessions_unauthorised, 0)
        end as sessions_absent,
        case when reason_tables.set_id is not null then registrations.sessions_possible end
            as sessions_with_reasons,
        case when reason_tables.set_id is not null then coalesce(by_reason.sessions_reduced, 0) end
            as sessions_reduced
    from registrations
    inner join schools
        on
            registrations.set_id = schools.set_id
            and registrations.return_id = schools.return_id
    left join by_reason
        on
            registrations.set_id = by_reason.set_id
            and registrations.registration_id = by_reason.registration_id
    left join reason_tables
        on registrations.set_id = reason_tables.set_id
    left join provisions
        on registrations.provision_code = provisions.provision_code

),

absences as (

    select
        pupil_id,
        school_id,
        academic_year,
        term,
        min(school_type) as school_type,
        min(locality_code) as locality_code,
        min(icb_code) as icb_code,
        min_by(sen_provision, row_number) as sen_provision,
        sum(sessions_possible) as sessions_possible,
        sum(sessions_absent) as sessions_absent,
        sum(sessions_with_reasons) as sessions_with_reasons,
        sum(sessions_reduced) as sessions_reduced
    from with_sessions
    where sessions_absent is not null
    group by pupil_id, school_id, academic_year, term

)

select * from absences
