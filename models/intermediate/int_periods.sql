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
        case
            when length(time_period) = 6 then cast(substr(time_period, 1, 2) || substr(time_period, 5, 2) as integer)
                + case when substr(time_period, 3, 2) = '99' then 100 else 0 end
            else cast(substr(time_period, 1, 4) as integer)
        end as ending_year
    from observations
    where {{ matches('time_period', '^[0-9]{4}([0-9]{2})?$') }}

),

dated as (

    select
        periods.time_period,
        periods.time_identifier,
        periods.period_kind,
        periods.ending_year,
        case periods.period_kind
            when 'january' then census_dates.census_date
            when 'academic_year' then cast(cast(periods.ending_year as varchar(4)) || '-08-31' as date)
            when 'winter_average' then last_day(cast(cast(periods.ending_year as varchar(4)) || '-02-01' as date))
            when 'march' then cast(cast(periods.ending_year as varchar(4)) || '-03-31' as date)
            else cast(cast(periods.ending_year as varchar(4)) || '-12-31' as date)
        end as reference_date
    from periods
    left join census_dates
        on periods.ending_year = census_dates.census_year

)

select * from dated
