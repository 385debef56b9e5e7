with

schools as (

    select * from {{ ref('stg_sen_in_england__schools') }}

),

summed as (

    select
        source_name,
        table_name,
        file_id,
        min(row_number) as row_number,
        time_period,
        time_identifier,
        period_kind,
        'Local authority' as geographic_level,
        la_code,
        new_la_code,
        la_name,
        region_code,
        region_name,
        replace(area_key, 'School|', 'Local authority|') as area_key,
        breakdown_topic,
        breakdown,
        measure,
        -- A sum with a missing part is not a total.
        case when count(*) = count(value) then sum(value) end as value,
        case when count(*) > count(value) then min(missing_reason) end as missing_reason,
        value_status
    from schools
    group by
        source_name, table_name, file_id, time_period, time_identifier, period_kind, la_code,
        new_la_code, la_name, region_code, region_name, area_key, breakdown_topic, breakdown,
        measure, value_status

)

select * from summed
