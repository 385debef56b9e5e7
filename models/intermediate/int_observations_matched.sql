with

observations as (

    select * from {{ ref('int_observations_unioned') }}

),

periods as (

    select * from {{ ref('int_periods') }}

),

resolved as (

    select * from {{ ref('int_areas_resolved') }}

),

files as (

    select
        file_id,
        row_number() over (
            partition by source_name, table_name
            order by data_to desc nulls last, row_count desc nulls last, file_id asc
        ) as file_rank
    from {{ source('extract', 'files') }}
    where status = 'recognised'

),

matched as (

    select
        observations.source_name,
        observations.table_name,
        observations.file_id,
        observations.row_number,
        files.file_rank,
        observations.time_period,
        observations.time_identifier,
        observations.period_kind,
        periods.reference_date,
        observations.geographic_level,
        resolved.area_code,
        resolved.has_code_name_conflict,
        observations.breakdown_topic,
        observations.breakdown,
        observations.measure,
        observations.value,
        observations.missing_reason,
        observations.value_status
    from observations
    inner join periods
        on
            observations.time_period = periods.time_period
            and observations.period_kind = periods.period_kind
    inner join resolved
        on
            observations.area_key = resolved.area_key
            and periods.reference_date = resolved.reference_date
    inner join files
        on observations.file_id = files.file_id
    where resolved.area_code is not null

),

-- A newer release wins over an older one for the same figure; a figure over a missing one.
ranked as (

    select
        *,
        row_number() over (
            partition by
                source_name, table_name, time_period, area_code, breakdown_topic, breakdown, measure
            order by case when value is null then 1 else 0 end, file_rank, row_number
        ) as place
    from matched

),

newest as (

    select
        source_name,
        table_name,
        file_id,
        row_number,
        time_period,
        time_identifier,
        period_kind,
        reference_date,
        geographic_level,
        area_code,
        has_code_name_conflict,
        breakdown_topic,
        breakdown,
        measure,
        value,
        missing_reason,
        value_status
    from ranked
    where place = 1

)

select * from newest
