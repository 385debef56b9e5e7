-- Suspensions and exclusions that the home area's schools report, in any term, each counted once.
with

schools as (

    select * from {{ ref('int_schools') }}
    where is_home

),

categories as (

    select * from {{ ref('exclusion_categories') }}

),

provisions as (

    select * from {{ ref('sen_provisions') }}

),

registrations as (

    select set_id, 'on' as roll, registration_id, return_id, upn
    from {{ ref('stg_school_census__pupils') }}

    union all

    select set_id, 'off' as roll, registration_id, return_id, upn
    from {{ ref('stg_school_census__leavers') }}

),

reported as (

    select *, 'on' as roll from {{ ref('stg_school_census__exclusions_on_roll') }}

    union all

    select *, 'off' as roll from {{ ref('stg_school_census__exclusions_off_roll') }}

),

described as (

    select
        coalesce(
            registrations.upn,
            'row-' || reported.set_id || case reported.roll when 'off' then '-left' else '' end
            || '-' || reported.registration_id
        ) as pupil_id,
        registrations.upn is not null as has_upn,
        reported.set_id,
        reported.file_id,
        reported.row_number,
        schools.school_id,
        schools.school_type,
        schools.locality_code,
        schools.icb_code,
        schools.time_period as reported_in,
        schools.term,
        reported.start_date,
        {{ academic_year_of('reported.start_date') }} as academic_year,
        categories.exclusion_kind,
        coalesce(provisions.sen_provision, 'Unknown') as sen_provision
    from reported
    inner join registrations
        on
            reported.set_id = registrations.set_id
            and reported.roll = registrations.roll
            and reported.registration_id = registrations.registration_id
    inner join schools
        on
            registrations.set_id = schools.set_id
            and registrations.return_id = schools.return_id
    inner join categories
        on reported.category_code = categories.category_code
    left join provisions
        on reported.provision_code = provisions.provision_code
    where reported.start_date is not null

),

-- What is reported twice, by two schools or in two terms, counts where it was first reported.
numbered as (

    select
        *,
        row_number() over (
            partition by pupil_id, start_date, exclusion_kind
            order by
                reported_in asc,
                case term when 'AUT' then 1 when 'SPR' then 2 else 3 end asc,
                school_id asc,
                file_id asc,
                row_number asc
        ) as place
    from described

),

exclusions as (

    select
        pupil_id,
        has_upn,
        set_id,
        file_id,
        row_number,
        school_id,
        school_type,
        locality_code,
        icb_code,
        start_date,
        academic_year,
        exclusion_kind,
        sen_provision
    from numbered
    where place = 1

)

select * from exclusions
