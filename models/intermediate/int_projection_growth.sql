-- What was known of an area's growth when the plans of a January were published.
{%- set years = var('projection_window') %}
{%- set weight = var('projection_local_weight') %}

with

stocks as (

    select * from {{ ref('int_plan_stocks') }}

),

origins as (

    select
        area_code,
        geographic_level,
        january_year as origin_year,
        january_year - {{ years }} as base_year,
        plans
    from stocks
    where plans > 0 and january_year >= {{ var('projection_first_origin') }}

),

windows as (

    select
        origins.area_code,
        origins.geographic_level,
        origins.origin_year,
        origins.plans,
        max(case when stocks.january_year = origins.base_year then stocks.plans end) as base_plans,
        max(case when stocks.january_year = origins.origin_year - 1 then stocks.plans end)
            as last_plans,
        min(case when stocks.january_year = origins.base_year then stocks.source_id end)
            as base_source,
        count(case when stocks.plans > 0 then 1 end) = {{ years + 1 }} as is_full
    from origins
    inner join stocks
        on
            origins.area_code = stocks.area_code
            and stocks.january_year between origins.base_year and origins.origin_year
    group by
        origins.area_code, origins.geographic_level, origins.origin_year, origins.plans

),

-- The printed figure for England holds every council, also one that was made or ended on the way.
england as (

    select origin_year, ln(plans / base_plans) / {{ years }} as growth
    from windows
    where geographic_level = 'National' and base_plans > 0

),

-- Where there is none: the councils that have every January of the window.
panel as (

    select origin_year, ln(sum(plans) / sum(base_plans)) / {{ years }} as growth
    from windows
    where geographic_level = 'Local authority' and is_full
    group by origin_year

),

local_growth as (

    select
        windows.area_code,
        windows.origin_year,
        windows.plans,
        windows.is_full,
        case when windows.is_full then windows.base_source end as base_source,
        case when windows.is_full then ln(windows.plans / windows.base_plans) / {{ years }} end
            as local_growth,
        case when windows.is_full then ln(windows.plans / windows.last_plans) end as last_growth,
        case when windows.is_full then (windows.plans - windows.base_plans) / {{ years }} end
            as mean_change,
        coalesce(england.growth, panel.growth) as national_growth
    from windows
    left join england
        on windows.origin_year = england.origin_year
    left join panel
        on windows.origin_year = panel.origin_year
    where windows.geographic_level = 'Local authority'

),

-- Growth that is projected: partway between the area's own and the national, or, without an own
-- window, the national alone.
growth as (

    select
        *,
        case
            when is_full
                then {{ weight }} * local_growth + (1 - {{ weight }}) * national_growth
            else national_growth
        end as growth
    from local_growth

)

select * from growth
