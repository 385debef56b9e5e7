with

projections as (

    select * from {{ ref('int_projections') }}
    where is_tested

),

widths as (

    select * from {{ ref('int_projection_widths') }}

),

-- Errors as shares of the outcome. Whether an interval held is asked from the January on that the
-- settings name, and only where there were errors to make it of.
judged as (

    select
        projections.*,
        projections.projected / projections.actual - 1 as relative_error,
        widths.half_95,
        widths.half_80,
        case
            when projections.log_error <= widths.half_95 then 1.0
            when widths.half_95 is not null then 0.0
        end as is_inside_95,
        case
            when projections.log_error <= widths.half_80 then 1.0
            when widths.half_80 is not null then 0.0
        end as is_inside_80
    from projections
    left join widths
        on
            projections.method = widths.method
            and projections.origin_year = widths.origin_year
            and projections.horizon = widths.horizon
            and projections.origin_year >= {{ var('projection_first_judged') }}

),

groups as (

    select cast(null as varchar(20)) as group_area, judged.* from judged

    union all

    select judged.area_code as group_area, judged.* from judged

),

ranked as (

    select
        *,
        row_number() over (
            partition by group_area, method, horizon order by abs(relative_error)
        ) as place,
        count(*) over (partition by group_area, method, horizon) as errors
    from groups

),

backtest as (

    select
        method,
        horizon,
        group_area as area_code,
        round(100 * sum(abs(projected - actual)) / sum(actual), 10) as wape,
        round(100 * avg(relative_error), 10) as bias,
        100 * {{ interpolated_quantile('abs(relative_error)', 'place', 'errors', 0.9) }}
            as p90_error,
        round(100 * avg(is_inside_95), 10) as coverage_95,
        round(100 * avg(is_inside_80), 10) as coverage_80,
        count(distinct area_code) as series,
        count(distinct origin_year) as origins,
        round(100 * (avg(exp(half_95)) - 1), 10) as half_width_95,
        round(100 * (avg(exp(half_80)) - 1), 10) as half_width_80,
        count(distinct case when half_95 is not null then origin_year end) as judged_origins
    from ranked
    group by method, horizon, group_area

)

select * from backtest
