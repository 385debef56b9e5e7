with

observations as (

    select * from {{ ref('int_observations_matched') }}

),

withheld as (

    select distinct
        source_name,
        table_name,
        measure,
        time_period,
        area_code,
        breakdown_topic,
        breakdown
    from {{ ref('int_identity_results') }}
    where action = 'withheld'

),

-- A disputed value keeps its place; the quality page gives it, with the identity it breaks.
judged as (

    select
        observations.source_name,
        observations.table_name,
        observations.file_id,
        observations.time_period,
        observations.time_identifier,
        observations.period_kind,
        observations.reference_date,
        observations.geographic_level,
        observations.area_code,
        observations.breakdown_topic,
        observations.breakdown,
        observations.measure,
        case when withheld.measure is null then observations.value end as value,
        case when withheld.measure is null then observations.missing_reason else 'u' end
            as missing_reason,
        observations.value_status
    from observations
    left join withheld
        on
            observations.source_name = withheld.source_name
            and observations.table_name = withheld.table_name
            and observations.measure = withheld.measure
            and observations.time_period = withheld.time_period
            and observations.area_code = withheld.area_code
            and observations.breakdown_topic = withheld.breakdown_topic
            and observations.breakdown = withheld.breakdown

)

select * from judged
