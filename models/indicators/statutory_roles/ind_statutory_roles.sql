with

observations as (

    select * from {{ ref('int_observations_judged') }}
    where
        source_name = 'ehc_plans'
        and table_name = 'statutory_roles'
        and (missing_reason is null or missing_reason <> 'z')

),

areas as (

    select * from {{ ref('int_areas') }}

),

las as (

    select
        observations.*,
        areas.region_code
    from observations
    inner join areas
        on observations.area_code = areas.area_code

),

-- The publisher gives local authorities only: a region and England are made of their answers.
placed as (

    select *, geographic_level as placed_level, area_code as placed_code from las

    union all

    select *, 'Regional' as placed_level, region_code as placed_code from las
    where region_code is not null

    union all

    select *, 'National' as placed_level, '{{ var("england_area_code") }}' as placed_code from las

),

by_role as (

    select *, breakdown_topic as role_topic, breakdown as role from placed

    union all

    select *, 'Total' as role_topic, 'Total' as role from placed

),

-- A role that an LA did not answer for is in no base.
answered as (

    select
        time_period,
        time_identifier,
        reference_date,
        placed_level as geographic_level,
        placed_code as area_code,
        role_topic as breakdown_topic,
        role as breakdown,
        sum(value) as roles_filled,
        count(value) as roles_answered,
        {{ gravest_status() }} as value_status,
        {{ joined_source() }} as source_id
    from by_role
    group by
        time_period, time_identifier, reference_date, placed_level, placed_code, role_topic, role

),

rates as (

    select
        'statutory_roles_filled' as indicator_id,
        time_period,
        time_identifier,
        reference_date,
        geographic_level,
        area_code,
        breakdown_topic,
        breakdown,
        roles_filled as numerator,
        cast(nullif(roles_answered, 0) as double) as denominator,
        100 * roles_filled / nullif(roles_answered, 0) as indicator_value,
        value_status,
        case when roles_answered = 0 then 'x' end as missing_reason,
        1 as source_rank,
        source_id
    from answered

)

select * from rates
