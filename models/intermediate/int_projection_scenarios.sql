-- What if: the scenarios that the council writes down, one year after another.
{%- set scenarios = var('projection_scenarios') %}
{%- set years = var('projection_years') %}

with

growth as (

    select * from {{ ref('int_projection_growth') }}

),

januaries as (

    select * from {{ ref('int_projected_januaries') }}

),

new_plans as (

    select * from {{ ref('ind_new_ehc_plans') }}
    where
        breakdown_topic = 'Total'
        and value_status <> 'local'
        and geographic_level = 'Local authority'

),

scenarios as (

    {%- for scenario in scenarios %}
    select
        {{ sql_text(scenario.name) }} as scenario,
        cast({{ scenario.growth_ceiling if scenario.growth_ceiling is not none else 'null' }} as double)
            as growth_ceiling,
        cast({{ scenario.exit_rate if scenario.exit_rate is not none else 'null' }} as double)
            as exit_rate
    {{ 'union all' if not loop.last }}
    {%- else %}
    select
        cast(null as varchar(100)) as scenario,
        cast(null as double) as growth_ceiling,
        cast(null as double) as exit_rate
    where 1 = 0
    {%- endfor %}

),

-- Plans that started in the year that the newest January ends.
ranked as (

    select
        new_plans.area_code,
        new_plans.indicator_value as new_plans,
        new_plans.missing_reason,
        new_plans.source_id,
        row_number() over (
            partition by new_plans.area_code
            order by
                case
                    when new_plans.indicator_value is null and new_plans.missing_reason <> 'u'
                        then 1
                    else 0
                end,
                new_plans.source_rank
        ) as place
    from new_plans
    inner join januaries
        on new_plans.time_period = cast(januaries.origin_year - 1 as varchar(4))
    where januaries.horizon = 1

),

year_0 as (

    select
        growth.area_code,
        scenarios.scenario,
        scenarios.growth_ceiling,
        scenarios.exit_rate,
        growth.growth,
        growth.plans as plans_0,
        ranked.new_plans,
        case
            when scenarios.exit_rate is not null and ranked.new_plans is null
                then coalesce(ranked.missing_reason, 'x')
        end as missing_reason,
        case when scenarios.exit_rate is not null then ranked.source_id end as source_id
    from growth
    inner join januaries
        on growth.origin_year = januaries.origin_year and januaries.horizon = 1
    cross join scenarios
    left join ranked
        on growth.area_code = ranked.area_code and ranked.place = 1
    where growth.plans >= {{ var('projection_smallest_base') }}

),
{%- for year in range(1, years + 1) %}
{%- set before = 'plans_' ~ (year - 1) %}

-- With an exit rate: plans less those that cease, and as many new ones as in the last year.
free_{{ year }} as (

    select
        *,
        case
            when exit_rate is null then {{ before }} * exp(growth)
            else {{ before }} * (1 - exit_rate / 100) + new_plans
        end as free_plans_{{ year }}
    from year_{{ year - 1 }}

),

year_{{ year }} as (

    select
        *,
        case
            when
                growth_ceiling is not null
                and free_plans_{{ year }} > {{ before }} * (1 + growth_ceiling / 100)
                then {{ before }} * (1 + growth_ceiling / 100)
            else free_plans_{{ year }}
        end as plans_{{ year }}
    from free_{{ year }}

),
{%- endfor %}

by_year as (

    {%- for year in range(1, years + 1) %}
    select
        area_code,
        scenario,
        {{ year }} as horizon,
        round(plans_{{ year }}, 6) as projected,
        missing_reason,
        source_id
    from year_{{ years }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}

)

select * from by_year
