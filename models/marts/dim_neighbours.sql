with

groups as (

    select * from {{ ref('stg_statistical_neighbours__groups') }}

),

areas as (

    select * from {{ ref('int_areas') }}

),

-- The set that the settings name; where it was not delivered, the one that covers most areas.
sets as (

    select
        neighbour_set,
        row_number() over (
            order by
                case when neighbour_set = '{{ var("neighbour_set") }}' then 0 else 1 end,
                count(distinct la_code) desc,
                neighbour_set desc
        ) as place
    from groups
    group by neighbour_set

),

chosen as (

    select
        groups.la_code as area_code,
        groups.neighbour_code,
        areas.area_name as neighbour_name,
        groups.neighbour_rank,
        groups.neighbour_set,
        groups.file_id
    from groups
    inner join sets
        on groups.neighbour_set = sets.neighbour_set and sets.place = 1
    left join areas
        on groups.neighbour_code = areas.area_code

)

select * from chosen
