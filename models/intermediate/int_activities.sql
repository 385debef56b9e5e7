-- What each young person did in each month that the tracking service delivered.
with

activities as (

    select
        *,
        coalesce(
            upn, uln, young_person_id, 'row-' || file_id || '-' || cast(row_number as varchar(20))
        ) as person_id,
        last_day(month_start) as reference_date
    from {{ ref('stg_nccis__activities') }}
    where month_start is not null

),

ranked as (

    select
        *,
        row_number() over (
            partition by person_id, reference_date
            order by file_name desc, file_id desc, row_number desc
        ) as place
    from activities

),

aged as (

    select
        *,
        {{ age_at_august('birth_month', 'reference_date') }} as academic_age
    from ranked
    where place = 1

),

-- A code that is not in the list is in the cohort, and neither taking part, NEET nor not known.
described as (

    select
        aged.person_id,
        aged.reference_date,
        aged.file_id,
        aged.row_number,
        aged.academic_age,
        case
            when aged.has_plan then 'EHC plan'
            when not aged.has_plan then 'No EHC plan'
            else 'Unknown'
        end as sen_provision,
        aged.activity_code,
        codes.activity_group,
        coalesce(codes.is_participating, false) as is_participating,
        coalesce(codes.is_neet, false) as is_neet,
        coalesce(codes.is_not_known, false) as is_not_known,
        coalesce(codes.is_custody, false) as is_custody
    from aged
    left join {{ ref('nccis_activities') }} as codes
        on aged.activity_code = codes.code

)

select * from described
