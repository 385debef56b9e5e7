with

values_projected as (

    select * from {{ ref('ind_ehc_plan_projection') }}
    where breakdown_topic = 'Total' and indicator_value is not null

),

januaries as (

    select * from {{ ref('int_projected_januaries') }}

),

projections as (

    select * from {{ ref('int_projections') }}
    where is_chosen

),

widths as (

    select * from {{ ref('int_projection_widths') }}

),

-- How the mix of needs changes, or a scenario, has not been tested: only totals have an interval.
intervals as (

    select
        values_projected.indicator_id,
        values_projected.time_period,
        values_projected.area_code,
        values_projected.breakdown_topic,
        values_projected.breakdown,
        values_projected.value_status,
        round(values_projected.indicator_value * exp(-widths.half_95), 6) as lower_ci,
        round(values_projected.indicator_value * exp(widths.half_95), 6) as upper_ci,
        'Conformal' as ci_method
    from values_projected
    inner join januaries
        on values_projected.time_period = januaries.time_period
    inner join projections
        on
            values_projected.area_code = projections.area_code
            and januaries.origin_year = projections.origin_year
            and januaries.horizon = projections.horizon
    inner join widths
        on
            projections.method = widths.method
            and projections.origin_year = widths.origin_year
            and projections.horizon = widths.horizon

)

select * from intervals
