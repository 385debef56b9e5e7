with

stocks as (

    select * from {{ ref('int_plan_stocks') }}

),

census_dates as (

    select * from {{ ref('census_dates') }}

),

newest as (

    select max(january_year) as origin_year
    from stocks
    where geographic_level = 'Local authority' and plans is not null

),

horizons as (

    {%- for horizon in range(1, var('projection_years') + 1) %}
    select {{ horizon }} as horizon
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

januaries as (

    select
        horizons.horizon,
        newest.origin_year,
        newest.origin_year + horizons.horizon as january_year,
        {{ academic_year_ending('newest.origin_year + horizons.horizon') }} as time_period,
        census_dates.census_date as reference_date
    from horizons
    cross join newest
    inner join census_dates
        on newest.origin_year + horizons.horizon = census_dates.census_year

)

select * from januaries
