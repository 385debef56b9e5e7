with

source as (

    select * from {{ source('lait', 'measures') }}

),

used_measures as (

    select * from {{ ref('lait_measures') }}

),

joined as (

    select
        source._file_id as file_id,
        source._row as row_number,
        used_measures.period_kind,
        -- An academic year is written by the year that it ends in, `2019`, or by both, `2018/19`.
        case
            when {{ matches('source.years', '^[0-9]{4}/[0-9]{2}') }}
                then cast(cast(substr(source.years, 1, 4) as integer) + 1 as varchar(4))
            else substr(source.years, 1, 4)
        end as year,
        lower(source.years) as year_label,
        trim(source.la_and_regions) as area_label,
        {{ replace_all('source.la_number', '[.]0$', '') }} as la_number,
        coalesce(source.region, 'NA') as region,
        used_measures.breakdown_topic,
        used_measures.breakdown,
        used_measures.measure,
        source.figure as cell
    from source
    inner join used_measures
        on source.short_desc = used_measures.short_desc

),

-- Regions and England are the rows without a region of their own.
located as (

    select
        *,
        {{ typed_value('cell') }} as typed,
        case
            when lower(area_label) = 'england' then 'National'
            when region = 'NA' then 'Regional'
            else 'Local authority'
        end as geographic_level
    from joined

),

observations as (

    select
        'lait' as source_name,
        'measures' as table_name,
        file_id,
        row_number,
        case
            when period_kind in ('january', 'academic_year')
                then {{ academic_year_ending('year') }}
            else year
        end as time_period,
        case
            when period_kind in ('january', 'academic_year') then 'Academic year'
            else 'Calendar year'
        end as time_identifier,
        period_kind,
        geographic_level,
        case when geographic_level = 'Local authority' then la_number end as la_code,
        cast(null as varchar(9)) as new_la_code,
        case when geographic_level = 'Local authority' then area_label end as la_name,
        cast(null as varchar(9)) as region_code,
        case
            when geographic_level = 'Regional' then area_label
            when geographic_level = 'Local authority' then region
        end as region_name,
        breakdown_topic,
        breakdown,
        measure,
        -- The file stores 1.8 as 1.7999999999999998; nothing in it has more than three decimals.
        round(typed, 6) as value,
        {{ missing_reason('cell', 'typed') }} as missing_reason,
        case
            when year_label like '%prov%' then 'provisional'
            when year_label like '%rev%' then 'revised'
            else 'final'
        end as value_status
    from located

),

keyed as (

    select
        {{ observation_columns() | indent(4) }}
    from observations

)

select * from keyed
