with

stocks as (

    select * from {{ ref('int_plan_stocks') }}
    where geographic_level = 'Local authority'

),

januaries as (

    select * from {{ ref('int_projected_januaries') }}

),

growth as (

    select * from {{ ref('int_projection_growth') }}

),

projections as (

    select * from {{ ref('int_projections') }}
    where is_chosen

),

scenarios as (

    select * from {{ ref('int_projection_scenarios') }}

),

shares as (

    select * from {{ ref('ind_ehc_plans_by_primary_need') }}
    where indicator_id = 'ehc_plans_by_primary_need'

    union all

    select * from {{ ref('ind_ehc_plans_by_setting') }}

),

totals as (

    select
        stocks.area_code,
        januaries.horizon,
        januaries.origin_year,
        projections.projected,
        -- Too small a number of plans has no growth to speak of.
        case
            when stocks.plans is null then coalesce(stocks.missing_reason, 'x')
            when stocks.plans < {{ var('projection_smallest_base') }} then 'z'
            when projections.projected is null then 'x'
        end as missing_reason,
        case
            when growth.base_source <> stocks.source_id
                then growth.base_source || ' + ' || stocks.source_id
            else stocks.source_id
        end as source_id
    from stocks
    inner join januaries
        on stocks.january_year = januaries.origin_year
    left join growth
        on stocks.area_code = growth.area_code and januaries.origin_year = growth.origin_year
    left join projections
        on
            stocks.area_code = projections.area_code
            and januaries.origin_year = projections.origin_year
            and januaries.horizon = projections.horizon

),

published_shares as (

    select
        shares.area_code,
        shares.breakdown_topic,
        shares.breakdown,
        shares.time_period,
        shares.indicator_value,
        shares.missing_reason,
        shares.source_id,
        row_number() over (
            partition by
                shares.area_code, shares.breakdown_topic, shares.breakdown, shares.time_period
            order by shares.source_rank
        ) as place
    from shares
    inner join januaries
        on shares.time_period <= {{ academic_year_ending('januaries.origin_year') }}
    where
        januaries.horizon = 1
        and shares.value_status <> 'local'
        and shares.geographic_level = 'Local authority'

),

-- The last January whose mix is known of the area.
last_known as (

    select area_code, breakdown_topic, max(time_period) as time_period
    from published_shares
    where indicator_value is not null
    group by area_code, breakdown_topic

),

last_shares as (

    select published_shares.*
    from published_shares
    inner join last_known
        on
            published_shares.area_code = last_known.area_code
            and published_shares.breakdown_topic = last_known.breakdown_topic
            and published_shares.time_period = last_known.time_period
    where published_shares.place = 1

),

projected as (

    select
        area_code,
        horizon,
        'Total' as breakdown_topic,
        'Total' as breakdown,
        projected,
        missing_reason,
        source_id
    from totals

    union all

    select
        totals.area_code,
        totals.horizon,
        last_shares.breakdown_topic,
        last_shares.breakdown,
        round(totals.projected * last_shares.indicator_value / 100, 6) as projected,
        coalesce(
            totals.missing_reason,
            case
                when last_shares.indicator_value is null
                    then coalesce(last_shares.missing_reason, 'x')
            end
        ) as missing_reason,
        case
            when totals.source_id = last_shares.source_id then totals.source_id
            else totals.source_id || ' + ' || last_shares.source_id
        end as source_id
    from totals
    inner join last_shares
        on totals.area_code = last_shares.area_code

    union all

    select
        totals.area_code,
        totals.horizon,
        'Scenario' as breakdown_topic,
        scenarios.scenario as breakdown,
        scenarios.projected,
        scenarios.missing_reason,
        totals.source_id || coalesce(' + ' || scenarios.source_id, '') as source_id
    from totals
    inner join scenarios
        on totals.area_code = scenarios.area_code and totals.horizon = scenarios.horizon

),

rows_by_january as (

    select
        'ehc_plan_projection' as indicator_id,
        januaries.time_period,
        'Academic year' as time_identifier,
        januaries.reference_date,
        'Local authority' as geographic_level,
        projected.area_code,
        projected.breakdown_topic,
        projected.breakdown,
        cast(null as double) as numerator,
        cast(null as double) as denominator,
        case when projected.missing_reason is null then projected.projected end as indicator_value,
        'projected' as value_status,
        projected.missing_reason,
        8 as source_rank,
        projected.source_id
    from projected
    inner join januaries
        on projected.horizon = januaries.horizon

)

select * from rows_by_january
