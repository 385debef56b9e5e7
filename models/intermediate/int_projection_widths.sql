-- How far off projections were, as far as that was known in a January: half the width of its
-- intervals, as a difference of logarithms.
{%- set origins_used = var('projection_origins_used') %}

with

projections as (

    select * from {{ ref('int_projections') }}

),

errors as (

    select method, origin_year, horizon, area_code, log_error
    from projections
    where is_tested and log_error is not null

),

origins as (

    select distinct method, origin_year, horizon from projections

),

-- An error is known when its January is: the last few origins whose outcome was out by then.
known as (

    select
        origins.method,
        origins.origin_year,
        origins.horizon,
        errors.origin_year as error_origin,
        errors.log_error
    from origins
    inner join errors
        on
            origins.method = errors.method
            and origins.horizon = errors.horizon
            and errors.origin_year
            between origins.origin_year - origins.horizon - {{ origins_used - 1 }}
            and origins.origin_year - origins.horizon

),

ranked as (

    select
        *,
        row_number() over (partition by method, origin_year, horizon order by log_error) as place,
        count(*) over (partition by method, origin_year, horizon) as errors
    from known

),

widths as (

    select
        method,
        origin_year,
        horizon,
        {{ interpolated_quantile('log_error', 'place', 'errors', 0.95) }} as half_95,
        {{ interpolated_quantile('log_error', 'place', 'errors', 0.80) }} as half_80,
        count(distinct error_origin) as origins_used,
        count(*) as errors_used
    from ranked
    group by method, origin_year, horizon

)

select * from widths
