with

maintained as (

    select * from {{ ref('ind_ehc_plans_maintained') }}
    where breakdown_topic in ('Total', 'Age band') and value_status <> 'local'

),

-- The newest source of each area, January and age band.
ranked as (

    select
        *,
        row_number() over (
            partition by area_code, time_period, breakdown_topic, breakdown
            order by case when indicator_value is null then 1 else 0 end, source_rank
        ) as place
    from maintained

),

plans as (

    select * from ranked
    where place = 1

),

residents as (

    select * from {{ ref('ind_residents') }}
    where indicator_id = 'residents_0_25'

),

-- Plans of January 2021 (202021) by residents of mid-2020, the last estimate before it.
rates as (

    select
        'ehc_plans_per_1000_residents' as indicator_id,
        plans.time_period,
        plans.time_identifier,
        plans.reference_date,
        plans.geographic_level,
        plans.area_code,
        plans.breakdown_topic,
        plans.breakdown,
        plans.numerator,
        residents.numerator as denominator,
        case when residents.numerator > 0 then 1000 * plans.numerator / residents.numerator end
            as indicator_value,
        plans.value_status,
        case
            when plans.numerator is null then coalesce(plans.missing_reason, 'x')
            when residents.numerator is null then coalesce(residents.missing_reason, 'x')
            when residents.numerator = 0 then 'z'
        end as missing_reason,
        1 as source_rank,
        plans.source_id || ' + ' || residents.source_id as source_id
    from plans
    inner join residents
        on
            plans.area_code = residents.area_code
            and substr(plans.time_period, 1, 4) = residents.time_period
            and plans.breakdown_topic = residents.breakdown_topic
            and plans.breakdown = residents.breakdown

)

select * from rates
