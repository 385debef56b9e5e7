with

periods as (

    select
        time_period,
        time_identifier,
        period_kind,
        ending_year,
        reference_date
    from {{ ref('int_periods') }}

),

-- Januaries that are projected, unless a file has figures of them already.
projected as (

    select
        januaries.time_period,
        'Academic year' as time_identifier,
        'january' as period_kind,
        januaries.january_year as ending_year,
        januaries.reference_date
    from {{ ref('int_projected_januaries') }} as januaries
    left join periods
        on
            januaries.time_period = periods.time_period
            and periods.time_identifier = 'Academic year'
            and periods.period_kind = 'january'
    where periods.time_period is null

),

together as (

    select * from periods
    union all
    select * from projected

)

select * from together
