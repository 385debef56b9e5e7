with

periods as (

    select
        time_period,
        time_identifier,
        period_kind,
        ending_year,
        reference_date
    from {{ ref('int_periods') }}

)

select * from periods
