with

las as (

    select * from {{ ref('int_comparison_values') }}
    where geographic_level = 'Local authority' and not is_local and indicator_value is not null

),

neighbours as (

    select area_code, neighbour_code from {{ ref('dim_neighbours') }}

),

beside as (

    select
        neighbours.area_code,
        las.indicator_id,
        las.time_period,
        las.breakdown_topic,
        las.breakdown,
        las.indicator_value
    from neighbours
    inner join las
        on neighbours.neighbour_code = las.area_code

),

-- Areas with the same value share the better rank.
ranked as (

    select
        las.area_code,
        las.indicator_id,
        las.time_period,
        las.breakdown_topic,
        las.breakdown,
        1 + count(case when beside.indicator_value > las.indicator_value then 1 end) as area_rank,
        1 + count(*) as rank_of
    from las
    inner join beside
        on
            las.area_code = beside.area_code
            and las.indicator_id = beside.indicator_id
            and las.time_period = beside.time_period
            and las.breakdown_topic = beside.breakdown_topic
            and las.breakdown = beside.breakdown
    group by
        las.area_code, las.indicator_id, las.time_period, las.breakdown_topic, las.breakdown

)

select * from ranked
