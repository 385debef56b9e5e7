with

chosen as (

    select * from {{ ref('int_indicator_values_chosen') }}
    where
        geographic_level = 'Local authority' and is_own_period and value_status <> 'local'

),

neighbours as (

    select * from {{ ref('dim_neighbours') }}

),

group_sizes as (

    select area_code, count(*) as neighbours_in_group, min(file_id) as file_id
    from neighbours
    group by area_code

),

-- DfE's practice: the unweighted mean of the neighbours that have a value.
means as (

    select
        neighbours.area_code,
        chosen.indicator_id,
        chosen.time_period,
        chosen.time_identifier,
        chosen.reference_date,
        chosen.breakdown_topic,
        chosen.breakdown,
        -- To ten decimals: an engine that adds in another order differs in the sixteenth digit.
        round(avg(chosen.indicator_value), 10) as neighbours_value,
        count(chosen.indicator_value) as neighbours_with_value,
        min(chosen.indicator_value) as lowest_value,
        max(chosen.indicator_value) as highest_value,
        {{ gravest_status() }} as value_status
    from neighbours
    inner join chosen
        on neighbours.neighbour_code = chosen.area_code
    group by
        neighbours.area_code, chosen.indicator_id, chosen.time_period, chosen.time_identifier,
        chosen.reference_date, chosen.breakdown_topic, chosen.breakdown

),

sized as (

    select
        means.*,
        group_sizes.neighbours_in_group,
        group_sizes.file_id
    from means
    inner join group_sizes
        on means.area_code = group_sizes.area_code

)

select * from sized
