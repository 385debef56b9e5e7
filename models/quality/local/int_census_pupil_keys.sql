with

returns as (

    {{ census_returns() | indent(4) }}

),

on_roll as (

    {{ local_rows('school_census', 'pupilonroll') | indent(4) }}

),

off_roll as (

    {{ local_rows('school_census', 'pupilnolongeronroll') | indent(4) }}

),

pupils as (

    select
        'pupilonroll' as table_name,
        set_id,
        pupilonrolltableid as pupil_id,
        schoolcensustableid,
        upn,
        {{ cell_code('enrolstatus') }} as enrolment_status,
        {{ cell_code('senprovision') }} as sen_provision
    from on_roll

    union all

    select
        'pupilnolongeronroll' as table_name,
        set_id,
        pupilnolongeronrolltableid as pupil_id,
        schoolcensustableid,
        upn,
        cast(null as varchar(10)) as enrolment_status,
        cast(null as varchar(10)) as sen_provision
    from off_roll

),

keyed as (

    select
        pupils.table_name,
        pupils.set_id,
        pupils.pupil_id,
        pupils.upn,
        pupils.enrolment_status,
        pupils.sen_provision,
        returns.school,
        returns.return_year,
        returns.term,
        returns.reference_date
    from pupils
    left join returns
        on
            pupils.set_id = returns.set_id
            and pupils.schoolcensustableid = returns.schoolcensustableid

)

select * from keyed
