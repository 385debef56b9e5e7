-- The breaks that the entries of the catalogue name, with what the list of breaks says of each.
{%- set entries = catalogue_entries() %}

with

breaks as (

    select * from {{ ref('series_breaks') }}

),

named as (

    select
        cast(null as varchar(100)) as indicator_id,
        cast(null as varchar(100)) as break_id
    where 1 = 0
    {%- for entry in entries %}
    {%- for break_id in entry.breaks %}

    union all

    select {{ sql_text(entry.id) }}, {{ sql_text(break_id) }}
    {%- endfor %}
    {%- endfor %}

),

described as (

    select
        named.indicator_id,
        named.break_id,
        breaks.time_period,
        breaks.title,
        breaks.reason
    from named
    left join breaks
        on named.break_id = breaks.break_id

)

select * from described
