with

observations as (

    select * from {{ ref('int_observations') }}
    where source_name = 'ehc_plans' and breakdown_topic = 'Total'

),

-- The year in which a January lies, and the one in which plans began or ended.
stocks as (

    select *, cast(substr(time_period, 1, 4) as integer) + 1 as january from observations
    where table_name = 'caseload' and measure = 'ehcplans'

),

flows as (

    select
        area_code,
        cast(time_period as integer) as year,
        max(case when measure = 'new_ehc_plans' then value end) as new_plans,
        max(case when measure = 'new_ehc_plans' then missing_reason end) as new_reason,
        max(case when measure = 'total_ceased' then value end) as ceased,
        max(case when measure = 'total_ceased' then missing_reason end) as ceased_reason,
        max(case when measure = 'new_ehc_plans' then file_id end) as new_source,
        max(case when measure = 'total_ceased' then file_id end) as ceased_source
    from observations
    where measure in ('new_ehc_plans', 'total_ceased')
    group by area_code, time_period
    having count(distinct measure) = 2

),

-- Plans of one January, the new and the ceased ones of that year, and plans of the next January.
joined as (

    select
        closing.*,
        opening.value as opening_plans,
        opening.missing_reason as opening_reason,
        flows.new_plans,
        flows.new_reason,
        flows.ceased,
        flows.ceased_reason,
        flows.new_source,
        flows.ceased_source,
        opening.value + flows.new_plans - flows.ceased - closing.value as residual
    from stocks as closing
    inner join stocks as opening
        on closing.area_code = opening.area_code and closing.january = opening.january + 1
    inner join flows
        on closing.area_code = flows.area_code and closing.january = flows.year + 1

),

residuals as (

    select
        'plan_stock_flow_residual' as indicator_id,
        time_period,
        time_identifier,
        reference_date,
        geographic_level,
        area_code,
        'Total' as breakdown_topic,
        'Total' as breakdown,
        residual as numerator,
        opening_plans as denominator,
        case when opening_plans > 0 then 100 * residual / opening_plans end as indicator_value,
        value_status,
        case
            when residual is null
                then coalesce(missing_reason, opening_reason, new_reason, ceased_reason, 'x')
            when opening_plans = 0 then 'z'
        end as missing_reason,
        1 as source_rank,
        file_id || ' + ' || new_source || ' + ' || ceased_source as source_id
    from joined

)

select * from residuals
