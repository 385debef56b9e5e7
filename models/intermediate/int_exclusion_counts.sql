-- Suspensions and exclusions of each academic year, beside the pupils on roll in its January.
with

pupils as (

    select * from {{ ref('int_pupils') }}

),

exclusions as (

    select * from {{ ref('int_exclusions') }}

),

schools as (

    select * from {{ ref('int_schools') }}
    where is_home

),

exclusion_tables as (

    select distinct set_id from {{ source('extract', 'files') }}
    where
        source_name = 'school_census'
        and table_name in ('termlyexclusionsonroll', 'termlyexclusionsoffroll')
        and status = 'recognised'

),

-- A return is about the term before: that of autumn says nothing of the year that it begins.
reported_years as (

    select schools.time_period as academic_year
    from schools
    inner join exclusion_tables
        on schools.set_id = exclusion_tables.set_id
    where schools.term in ('SPR', 'SUM')

    union

    select academic_year from exclusions

),

of_pupils as (

    select
        pupils.academic_year,
        pupils.sen_provision,
        pupils.school_type,
        pupils.locality_code,
        pupils.icb_code,
        pupils.source_name,
        1 as pupils,
        0 as suspensions,
        0 as permanent_exclusions,
        cast(null as varchar(100)) as suspended_pupil_id
    from pupils
    inner join reported_years
        on pupils.academic_year = reported_years.academic_year

),

-- SEN provision is that of January; of a child who was not on roll then, what the report says.
of_exclusions as (

    select
        exclusions.academic_year,
        coalesce(pupils.sen_provision, exclusions.sen_provision) as sen_provision,
        exclusions.school_type,
        exclusions.locality_code,
        exclusions.icb_code,
        'school_census' as source_name,
        0 as pupils,
        case when exclusions.exclusion_kind = 'Suspension' then 1 else 0 end as suspensions,
        case when exclusions.exclusion_kind = 'Permanent exclusion' then 1 else 0 end
            as permanent_exclusions,
        case when exclusions.exclusion_kind = 'Suspension' then exclusions.pupil_id end
            as suspended_pupil_id
    from exclusions
    left join pupils
        on
            exclusions.pupil_id = pupils.pupil_id
            and exclusions.academic_year = pupils.academic_year

),

together as (

    select * from of_pupils

    union all

    select * from of_exclusions

),

dated as (

    select
        *,
        academic_year as time_period,
        {{ academic_year_end('academic_year') }} as reference_date
    from together

),

counts as (

    {{ local_counts(
        'dated', 'school_census', 'exclusions', 'Academic year',
        ['pupils', 'suspensions', 'permanent_exclusions', 'pupils_suspended'],
        topics={'SEN provision': 'sen_provision', 'School type': 'school_type'},
        distinct={'pupils_suspended': 'suspended_pupil_id'},
        base='pupils',
        source_column='source_name'
    ) | indent(4) }}

)

select * from counts
