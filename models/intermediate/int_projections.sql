-- Every method from every January, and what came of it.
{%- set methods = {
    'shrunk growth': 'plans * exp(horizon * growth)',
    'national growth': 'plans * exp(horizon * national_growth)',
    'last growth': 'plans * exp(horizon * last_growth)',
    'linear': 'plans + horizon * mean_change',
    'no change': 'plans',
} %}

with

growth as (

    select * from {{ ref('int_projection_growth') }}

),

stocks as (

    select * from {{ ref('int_plan_stocks') }}

),

horizons as (

    {%- for horizon in range(1, var('projection_years') + 1) %}
    select {{ horizon }} as horizon
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

starts as (

    select
        growth.*,
        horizons.horizon,
        growth.origin_year + horizons.horizon as january_year
    from growth
    cross join horizons

),

projected as (

    {%- for method, formula in methods.items() %}
    select
        '{{ method }}' as method,
        area_code,
        origin_year,
        horizon,
        january_year,
        plans as origin_plans,
        -- To six decimals: what an engine adds beyond them is its own.
        round({{ formula }}, 6) as projected,
        is_full
    from starts
    {%- if method != 'national growth' %}
    where is_full
    {%- endif %}
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

-- An area without an own window gets the national growth, and takes no part in the test.
with_outcome as (

    select
        projected.method,
        projected.area_code,
        projected.origin_year,
        projected.horizon,
        projected.january_year,
        projected.projected,
        stocks.plans as actual,
        projected.method
        = case when projected.is_full then 'shrunk growth' else 'national growth' end as is_chosen,
        projected.is_full
        and projected.origin_plans >= {{ var('projection_smallest_base') }}
        and stocks.plans > 0 as is_tested,
        case
            when projected.projected > 0 and stocks.plans > 0
                then abs(ln(stocks.plans / projected.projected))
        end as log_error
    from projected
    left join stocks
        on
            projected.area_code = stocks.area_code
            and projected.january_year = stocks.january_year
    where projected.origin_plans >= {{ var('projection_smallest_base') }}

)

select * from with_outcome
