with

candidates as (

    select * from {{ ref('int_indicator_candidates') }}

),

areas as (

    select
        area_code,
        area_name,
        region_code,
        first_date,
        last_date
    from {{ ref('int_areas') }}

    union all

    select
        area_code,
        area_name,
        cast(null as varchar(9)) as region_code,
        date '1900-01-01' as first_date,
        date '9999-12-31' as last_date
    from {{ ref('int_local_places') }}

    union all

    select
        area_code,
        area_name,
        cast(null as varchar(9)) as region_code,
        date '1900-01-01' as first_date,
        date '9999-12-31' as last_date
    from {{ ref('int_nhs_areas') }}

),

-- The first publication that has a figure; a withheld figure is not replaced by a repetition of it.
-- A figure from the council's own records stands beside the published one.
ranked as (

    select
        *,
        row_number() over (
            partition by
                indicator_id, time_period, area_code, breakdown_topic, breakdown,
                case when value_status = 'local' then 1 else 0 end
            order by
                case when indicator_value is null and missing_reason <> 'u' then 1 else 0 end,
                source_rank
        ) as place
    from candidates

),

-- A local authority's own figures are those of dates on which it existed.
chosen as (

    select
        ranked.indicator_id,
        ranked.time_period,
        ranked.time_identifier,
        ranked.reference_date,
        ranked.geographic_level,
        ranked.area_code,
        areas.area_name,
        areas.region_code,
        ranked.breakdown_topic,
        ranked.breakdown,
        ranked.numerator,
        ranked.denominator,
        ranked.indicator_value,
        ranked.value_status,
        ranked.missing_reason,
        ranked.source_id,
        ranked.reference_date between areas.first_date and areas.last_date as is_own_period
    from ranked
    inner join areas
        on ranked.area_code = areas.area_code
    where ranked.place = 1

)

select * from chosen
