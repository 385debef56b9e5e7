-- What breaks an identity within its own area, before areas are added up.
with

parts as (

    select * from {{ ref('int_identity_parts_sums') }}

),

codes as (

    select * from {{ ref('int_identity_codes') }}

),

below_region as (

    select * from {{ ref('int_identity_below_region') }}
    where is_impossible

),

identities as (

    select * from {{ ref('identities') }}

),

broken as (

    select
        parts.source_name,
        parts.table_name,
        parts.measure,
        parts.time_period,
        parts.area_code,
        parts.breakdown_topic,
        parts.breakdown
    from parts
    inner join identities
        on parts.identity_id = identities.identity_id
    where
        abs(parts.expected_value - parts.found_value)
        > identities.withhold_beyond_share * abs(parts.found_value)

    union all

    select source_name, table_name, measure, time_period, area_code, breakdown_topic, breakdown
    from codes

    union all

    select source_name, table_name, measure, time_period, area_code, breakdown_topic, breakdown
    from below_region

),

disputes as (

    select distinct
        source_name,
        table_name,
        measure,
        time_period,
        area_code,
        breakdown_topic,
        breakdown
    from broken

)

select * from disputes
