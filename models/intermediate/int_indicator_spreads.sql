-- How far single scores lie from their mean, where the council's own records have single scores.
with

counts as (

    select * from {{ ref('int_result_counts') }}

),

-- A result that is a score has the name of its indicator.
scores as (

    select
        case
            {%- for result in ['attainment_8', 'progress_8'] %}
            when measure like '{{ result }}%' then '{{ result }}'
            {%- endfor %}
        end as indicator_id,
        time_period,
        area_code,
        breakdown_topic,
        breakdown,
        value_status,
        measure,
        value
    from counts

),

sums as (

    select
        indicator_id,
        time_period,
        area_code,
        breakdown_topic,
        breakdown,
        value_status,
        sum(case when measure = indicator_id || '_pupils' then value end) as pupils,
        sum(case when measure = indicator_id || '_points' then value end) as points,
        sum(case when measure = indicator_id || '_squares' then value end) as squares
    from scores
    where indicator_id is not null
    group by indicator_id, time_period, area_code, breakdown_topic, breakdown, value_status

),

spreads as (

    select
        *,
        -- Of equal scores the difference of sums may come out a hair below nothing.
        case
            when pupils >= 2 and squares > points * points / pupils
                then sqrt((squares - points * points / pupils) / (pupils - 1))
            when pupils >= 2 then 0
        end as standard_deviation
    from sums

)

select * from spreads
