with

source as (

    select * from {{ source('tribunal', 'appeal_rates') }}

),

cells as (

    select
        _file_id as file_id,
        _row as row_number,
        year as time_period,
        'Calendar year' as time_identifier,
        case when lower(la_name) like 'england%' then 'National' else 'Local authority' end
            as geographic_level,
        la_code,
        cast(null as varchar(9)) as new_la_code,
        {{ replace_all('la_name', '[0-9,]+$', '') }} as la_name,
        cast(null as varchar(9)) as region_code,
        cast(null as varchar(100)) as region_name,
        'final' as value_status,
        'Total' as breakdown_topic,
        'Total' as breakdown,
        figure,
        -- In this table a dash is "none", not "missing": its printed rate is 0.00%.
        case when trim(figure_value) = '-' then '0' else figure_value end as figure_value
    from source
    where lower(la_name) not like '%excluding suppressed%'

),

appeals as (

    select *, figure_value as appeals_registered from cells
    where figure = 'appeals_registered'

),

decisions as (

    select *, figure_value as appealable_decisions from cells
    where figure = 'appealable_decisions'

),

observations as (

    {{ melt_observations(
        'appeals', 'tribunal', 'appeal_rates', 'calendar_year', ['appeals_registered']
    ) }}

    union all

    {{ melt_observations(
        'decisions', 'tribunal', 'appeal_rates', 'calendar_year', ['appealable_decisions']
    ) }}

)

select * from observations
