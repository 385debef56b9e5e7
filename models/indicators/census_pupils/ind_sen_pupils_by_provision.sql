-- Derived: the counts by phase hold EHC plan and SEN support together. All pupils with a plan, less
-- every pupil of a special school (who is taken to have one), are those with a plan elsewhere.
with

observations as (

    select * from {{ ref('int_observations') }}
    where source_name = 'sen_in_england'

),

with_sen as (

    select
        time_period,
        time_identifier,
        reference_date,
        geographic_level,
        area_code,
        sum(case when breakdown_topic not in ('State-funded special school', 'Non-maintained special school') then value end)
            as pupils_with_sen,
        coalesce(sum(case when breakdown_topic in ('State-funded special school', 'Non-maintained special school') then value end), 0)
            as pupils_in_special_schools,
        count(*) - count(value) as cells_missing,
        min(file_id) as file_id
    from observations
    where measure = 'pupils_with_sen'
    group by time_period, time_identifier, reference_date, geographic_level, area_code

),

with_plan as (

    select
        time_period,
        area_code,
        sum(value) as pupils_with_plan,
        min(file_id) as file_id
    from observations
    where table_name = 'pupils_with_plan_by_need'
    group by time_period, area_code

),

derived as (

    select
        with_sen.*,
        case when with_sen.cells_missing = 0
            then with_plan.pupils_with_plan - with_sen.pupils_in_special_schools end as plans_elsewhere,
        with_sen.file_id || coalesce(' + ' || with_plan.file_id, '') as source_id
    from with_sen
    left join with_plan
        on with_sen.time_period = with_plan.time_period and with_sen.area_code = with_plan.area_code

),

by_provision as (

    select *, 'EHC plan' as breakdown, plans_elsewhere as pupils from derived

    union all

    select *, 'SEN support' as breakdown, pupils_with_sen - plans_elsewhere as pupils from derived

),

shares as (

    select
        'sen_pupils_by_provision' as indicator_id,
        time_period,
        time_identifier,
        reference_date,
        geographic_level,
        area_code,
        'SEN provision' as breakdown_topic,
        breakdown,
        pupils as numerator,
        pupils_with_sen as denominator,
        case when pupils_with_sen > 0 then 100 * pupils / pupils_with_sen end as indicator_value,
        'final' as value_status,
        case
            when pupils is null then 'x'
            when pupils_with_sen = 0 then 'z'
        end as missing_reason,
        1 as source_rank,
        source_id
    from by_provision

)

select * from shares
