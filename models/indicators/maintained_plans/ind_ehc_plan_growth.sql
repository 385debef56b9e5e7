with

maintained as (

    select * from {{ ref('ind_ehc_plans_maintained') }}
    where breakdown_topic = 'Total' and value_status <> 'local'

),

-- The newest source of each area and January.
ranked as (

    select
        *,
        row_number() over (
            partition by area_code, time_period
            order by case when indicator_value is null then 1 else 0 end, source_rank
        ) as place
    from maintained

),

plans as (

    select
        *,
        {{ academic_year_ending('cast(substr(time_period, 1, 4) as integer)') }} as year_before
    from ranked
    where place = 1

),

bases as (

    {%- for base in var('growth_bases') %}
    select '{{ base }}' as base_period, '{{ base }}' as only_base
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

-- Every January against each named base, and against the January before.
named_pairs as (

    select plans.area_code, plans.time_period, bases.base_period
    from plans
    inner join bases
        on plans.time_period > bases.base_period

),

pairs as (

    select area_code, time_period, base_period from named_pairs

    union

    select area_code, time_period, year_before as base_period from plans

),

compared as (

    select
        later.*,
        pairs.base_period,
        earlier.numerator as base_plans,
        earlier.missing_reason as base_reason,
        earlier.source_id as base_source
    from pairs
    inner join plans as later
        on pairs.area_code = later.area_code and pairs.time_period = later.time_period
    inner join plans as earlier
        on pairs.area_code = earlier.area_code and pairs.base_period = earlier.time_period

),

growth as (

    select
        'ehc_plan_growth' as indicator_id,
        time_period,
        time_identifier,
        reference_date,
        geographic_level,
        area_code,
        'Since' as breakdown_topic,
        base_period as breakdown,
        numerator - base_plans as numerator,
        base_plans as denominator,
        case when base_plans > 0 then 100 * (numerator - base_plans) / base_plans end
            as indicator_value,
        value_status,
        case
            when numerator is null then coalesce(missing_reason, 'x')
            when base_plans is null then coalesce(base_reason, 'x')
            when base_plans = 0 then 'z'
        end as missing_reason,
        1 as source_rank,
        case when source_id = base_source then source_id else base_source || ' + ' || source_id end
            as source_id
    from compared

)

select * from growth
