with

observations as (

    select * from {{ ref('int_observations_unioned') }}

),

census_dates as (

    select * from {{ ref('census_dates') }}

),

periods as (

    select distinct
        time_period,
        time_identifier,
        period_kind,
        -- An academic year ends in the year after the one that it begins with.
        cast(substr(time_period, 1, 4) as integer)
        + case when length(time_period) = 6 then 1 else 0 end as ending_year
    from observations
    where {{ matches('time_period', '^[0-9]{4}([0-9]{2}|-(0[1-9]|1[0-2]))?$') }}

),

written as (

    select *, cast(ending_year as varchar(4)) as year_text from periods

),

dated as (

    select
        periods.time_period,
        periods.time_identifier,
        periods.period_kind,
        periods.ending_year,
        case periods.period_kind
            when 'january' then census_dates.census_date
            when 'academic_year' then cast(periods.year_text || '-08-31' as date)
            when 'winter_average' then last_day(cast(periods.year_text || '-02-01' as date))
            when 'march' then cast(periods.year_text || '-03-31' as date)
            -- A month, or twelve of them that end with it.
            when 'month' then last_day(try_cast(periods.time_period || '-01' as date))
            when 'twelve_months' then last_day(try_cast(periods.time_period || '-01' as date))
            when 'financial_year' then cast(periods.year_text || '-03-31' as date)
            when 'mid_year' then cast(periods.year_text || '-06-30' as date)
            else cast(periods.year_text || '-12-31' as date)
        end as reference_date
    from written as periods
    left join census_dates
        on periods.ending_year = census_dates.census_year

)

select * from dated
