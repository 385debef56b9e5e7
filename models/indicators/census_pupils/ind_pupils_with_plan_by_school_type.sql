with

observations as (

    select * from {{ ref('int_observations') }}
    where source_name = 'sen_in_england'

),

school_types as (

    select * from {{ ref('school_types') }}

),

provider_shares as (

    {{ relabelled('observations', 'School type', 'school_types.school_type_label') }}
    inner join school_types
        on observations.breakdown = school_types.phase_type_grouping
    where observations.measure = 'percent_of_pupils_with_plan'

),

with_sen as (

    select
        time_period,
        time_identifier,
        reference_date,
        geographic_level,
        area_code,
        breakdown_topic as school_type,
        sum(value) as pupils_with_sen,
        count(*) - count(value) as cells_missing,
        min(file_id) as file_id
    from observations
    where measure = 'pupils_with_sen'
    group by time_period, time_identifier, reference_date, geographic_level, area_code, breakdown_topic

),

with_plan as (

    select
        time_period,
        time_identifier,
        reference_date,
        geographic_level,
        area_code,
        sum(value) as pupils_with_plan,
        min(file_id) as file_id
    from observations
    where table_name = 'pupils_with_plan_by_need'
    group by time_period, time_identifier, reference_date, geographic_level, area_code

),

-- Every pupil of a special school is taken to have a plan; the rest are in other schools.
special as (

    select
        with_plan.*,
        coalesce(max(case when with_sen.school_type = 'State-funded special school' then with_sen.pupils_with_sen end), 0)
            as state_special,
        coalesce(max(case when with_sen.school_type = 'Non-maintained special school' then with_sen.pupils_with_sen end), 0)
            as non_maintained,
        min(with_sen.file_id) as sen_file_id
    from with_plan
    inner join with_sen
        on with_plan.time_period = with_sen.time_period and with_plan.area_code = with_sen.area_code
    group by
        with_plan.time_period, with_plan.time_identifier, with_plan.reference_date,
        with_plan.geographic_level, with_plan.area_code, with_plan.pupils_with_plan,
        with_plan.file_id

),

by_type as (

    select *, 'State-funded special' as school_type_label, state_special as pupils from special

    union all

    select *, 'Non-maintained special' as school_type_label, non_maintained as pupils from special

    union all

    select
        *,
        'Primary, secondary, nursery and alternative provision' as school_type_label,
        pupils_with_plan - state_special - non_maintained as pupils
    from special

),

derived as (

    select
        'pupils_with_plan_by_school_type' as indicator_id,
        time_period,
        time_identifier,
        reference_date,
        geographic_level,
        area_code,
        'School type, independent schools left out' as breakdown_topic,
        school_type_label as breakdown,
        pupils as numerator,
        pupils_with_plan as denominator,
        case when pupils_with_plan > 0 then 100 * pupils / pupils_with_plan end as indicator_value,
        'final' as value_status,
        case when pupils_with_plan = 0 then 'z' end as missing_reason,
        1 as source_rank,
        sen_file_id || ' + ' || file_id as source_id
    from by_type

),

shares as (

    {{ published_rows('provider_shares', 'pupils_with_plan_by_school_type', 'percent_of_pupils_with_plan') }}

    union all

    select * from derived

)

select * from shares
