-- Derived: the counts by type of school hold EHC plan and SEN support together. All pupils with a
-- plan, less every pupil of a special school (who is taken to have one), are those elsewhere.
with

observations as (

    select * from {{ ref('int_observations') }}
    where source_name = 'sen_in_england'

),

cells as (

    select
        *,
        breakdown_topic = 'State-funded special school' as is_state_special,
        breakdown_topic = 'Non-maintained special school' as is_non_maintained
    from observations
    where measure = 'pupils_with_sen'

),

-- A type of school without a row has no pupils with SEN; a cell that is missing leaves no sum.
with_sen as (

    select
        time_period,
        time_identifier,
        reference_date,
        geographic_level,
        area_code,
        coalesce(sum(case when is_state_special then value end), 0) as state_special,
        coalesce(sum(case when is_non_maintained then value end), 0) as non_maintained,
        coalesce(sum(case when not is_state_special and not is_non_maintained then value end), 0)
            as sen_elsewhere,
        count(*) = count(value) as is_complete,
        min(file_id) as file_id
    from cells
    group by time_period, time_identifier, reference_date, geographic_level, area_code

),

with_plan as (

    select
        time_period,
        area_code,
        sum(value) as plans,
        min(file_id) as file_id
    from observations
    where table_name = 'pupils_with_plan_by_need'
    group by time_period, area_code

),

joined as (

    select
        with_sen.time_period,
        with_sen.time_identifier,
        with_sen.reference_date,
        with_sen.geographic_level,
        with_sen.area_code,
        with_plan.plans as pupils_with_plan,
        with_sen.file_id || coalesce(' + ' || with_plan.file_id, '') as source_id,
        case when with_sen.is_complete then with_sen.state_special end as plans_in_state_special,
        case when with_sen.is_complete then with_sen.non_maintained end as plans_in_non_maintained,
        case when with_sen.is_complete then with_sen.sen_elsewhere end as sen_elsewhere,
        case
            when with_sen.is_complete
                then with_plan.plans - with_sen.state_special - with_sen.non_maintained
        end as plans_elsewhere
    from with_sen
    left join with_plan
        on with_sen.time_period = with_plan.time_period and with_sen.area_code = with_plan.area_code

)

select * from joined
