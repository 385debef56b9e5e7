-- Derived: pupils with SEN by need (plan and support together), less pupils with a plan by need,
-- are the pupils on SEN support. Those without a specialist assessment of their need are not in
-- the base.
with

observations as (

    select * from {{ ref('int_observations') }}
    where source_name = 'sen_in_england'

),

needs as (

    select * from {{ ref('primary_needs') }}
    where need_code <> 'NSA'

),

with_sen as (

    select
        observations.time_period,
        observations.time_identifier,
        observations.reference_date,
        observations.geographic_level,
        observations.area_code,
        needs.need_code,
        needs.need_label,
        sum(observations.value) as pupils_with_sen,
        count(*) - count(observations.value) as cells_missing,
        min(observations.file_id) as file_id
    from observations
    inner join needs
        on {{ letters_only('observations.breakdown') }} = needs.pupils_label_key
    where observations.measure = 'pupils_with_sen'
    group by
        observations.time_period, observations.time_identifier, observations.reference_date,
        observations.geographic_level, observations.area_code, needs.need_code, needs.need_label

),

with_plan as (

    select
        observations.time_period,
        observations.area_code,
        needs.need_code,
        observations.value as pupils_with_plan,
        observations.file_id
    from observations
    inner join needs
        on observations.measure = needs.pupils_with_plan_measure
    where observations.table_name = 'pupils_with_plan_by_need'

),

with_plan_areas as (

    select time_period, area_code, min(file_id) as file_id
    from with_plan
    group by time_period, area_code

),

-- Where a file has no row for a need, no pupil there has it.
on_support as (

    select
        with_sen.*,
        case
            when with_sen.cells_missing = 0 and with_plan_areas.area_code is not null
                then with_sen.pupils_with_sen - coalesce(with_plan.pupils_with_plan, 0)
        end as pupils,
        with_sen.file_id || coalesce(' + ' || with_plan_areas.file_id, '') as source_id
    from with_sen
    left join with_plan
        on
            with_sen.time_period = with_plan.time_period
            and with_sen.area_code = with_plan.area_code
            and with_sen.need_code = with_plan.need_code
    left join with_plan_areas
        on
            with_sen.time_period = with_plan_areas.time_period
            and with_sen.area_code = with_plan_areas.area_code

),

assessed as (

    select
        time_period,
        area_code,
        case when count(*) = count(pupils) then sum(pupils) end as pupils_assessed
    from on_support
    group by time_period, area_code

),

local_census as (

    select * from {{ ref('int_local_observations') }}
    where
        source_name = 'school_census'
        and table_name = 'census_needs'
        and measure = 'pupils_on_support_assessed'
        and value > 0

),

local_parts as (

    select * from local_census
    where breakdown_topic = 'Primary need'

),

local_totals as (

    select * from local_census
    where breakdown_topic = 'Total'

),

shares as (

    select
        'sen_support_by_primary_need' as indicator_id,
        on_support.time_period,
        on_support.time_identifier,
        on_support.reference_date,
        on_support.geographic_level,
        on_support.area_code,
        'Primary need' as breakdown_topic,
        on_support.need_label as breakdown,
        on_support.pupils as numerator,
        assessed.pupils_assessed as denominator,
        case
            when assessed.pupils_assessed > 0
                then 100 * on_support.pupils / assessed.pupils_assessed
        end as indicator_value,
        'final' as value_status,
        case
            when on_support.pupils is null or assessed.pupils_assessed is null then 'x'
            when assessed.pupils_assessed = 0 then 'z'
        end as missing_reason,
        1 as source_rank,
        on_support.source_id
    from on_support
    inner join assessed
        on
            on_support.time_period = assessed.time_period
            and on_support.area_code = assessed.area_code

    union all

    {{ share_rows('local_parts', 'local_totals', 'sen_support_by_primary_need', source_rank=9) }}

)

select * from shares
