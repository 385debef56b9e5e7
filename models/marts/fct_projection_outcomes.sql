with

projections as (

    select * from {{ ref('int_projections') }}
    where is_chosen

),

widths as (

    select * from {{ ref('int_projection_widths') }}

),

outcomes as (

    select
        projections.area_code,
        {{ academic_year_ending('projections.origin_year') }} as origin_period,
        {{ academic_year_ending('projections.january_year') }} as time_period,
        projections.horizon,
        projections.projected,
        round(projections.projected * exp(-widths.half_95), 6) as lower_95,
        round(projections.projected * exp(widths.half_95), 6) as upper_95,
        round(projections.projected * exp(-widths.half_80), 6) as lower_80,
        round(projections.projected * exp(widths.half_80), 6) as upper_80,
        projections.actual,
        case
            when projections.actual > 0
                then round(100 * (projections.projected / projections.actual - 1), 10)
        end as error_percent,
        projections.method
    from projections
    left join widths
        on
            projections.method = widths.method
            and projections.origin_year = widths.origin_year
            and projections.horizon = widths.horizon

)

select * from outcomes
