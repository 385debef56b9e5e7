with

-- Plans as published; the council's own return is not out for any other area.
maintained as (

    select * from {{ ref('ind_ehc_plans_maintained') }}
    where
        breakdown_topic = 'Total'
        and value_status <> 'local'
        and geographic_level in ('National', 'Local authority')

),

areas as (

    select * from {{ ref('int_areas') }}

),

-- The first publication that has a figure; a withheld one is not replaced by a repetition of it.
ranked as (

    select
        *,
        row_number() over (
            partition by area_code, time_period
            order by
                case when indicator_value is null and missing_reason <> 'u' then 1 else 0 end,
                source_rank
        ) as place
    from maintained

),

-- Of dates on which the area existed.
stocks as (

    select
        ranked.area_code,
        ranked.geographic_level,
        cast(substr(ranked.time_period, 1, 4) as integer) + 1 as january_year,
        ranked.time_period,
        ranked.indicator_value as plans,
        ranked.missing_reason,
        ranked.source_id
    from ranked
    inner join areas
        on ranked.area_code = areas.area_code
    where
        ranked.place = 1
        and ranked.reference_date between areas.first_date and areas.last_date

)

select * from stocks
