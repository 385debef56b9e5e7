-- Absence of each academic year: the sessions of a registration are added over the terms held.
with

absences as (

    select
        *,
        case term when 'SPR' then 1 when 'SUM' then 2 else 3 end as term_order
    from {{ ref('int_absences') }}

),

enrolments as (

    select
        pupil_id,
        school_id,
        academic_year,
        max_by(sen_provision, term_order) as sen_provision,
        max_by(school_type, term_order) as school_type,
        max_by(locality_code, term_order) as locality_code,
        max_by(icb_code, term_order) as icb_code,
        sum(sessions_possible) as sessions_possible,
        sum(sessions_absent) as sessions_absent,
        sum(sessions_with_reasons) as sessions_with_reasons,
        sum(sessions_reduced) as sessions_reduced
    from absences
    group by pupil_id, school_id, academic_year

),

-- Thresholds in whole sessions: 13 of 130 is ten per cent, whatever a division would round to.
judged as (

    select
        *,
        academic_year as time_period,
        {{ academic_year_end('academic_year') }} as reference_date,
        1 as enrolments,
        case when sessions_absent * 10 >= sessions_possible then 1 else 0 end
            as persistent_absentees,
        case when sessions_absent * 2 >= sessions_possible then 1 else 0 end as severe_absentees
    from enrolments

),

counts as (

    {{ local_counts(
        'judged', 'school_census', 'absence', 'Academic year',
        [
            'enrolments', 'persistent_absentees', 'severe_absentees', 'sessions_possible',
            'sessions_absent', 'sessions_with_reasons', 'sessions_reduced',
        ],
        topics={'SEN provision': 'sen_provision', 'School type': 'school_type'}
    ) | indent(4) }}

)

select * from counts
