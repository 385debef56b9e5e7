-- The points of a series across which its figures may not be compared.
{%- set entries = catalogue_entries() %}

with

breaks as (

    select
        cast(null as varchar(100)) as indicator_id,
        cast(null as varchar(6)) as time_period,
        cast(null as varchar(500)) as reason
    where 1 = 0
    {%- for entry in entries %}
    {%- for point in entry.breaks %}

    union all

    select {{ sql_text(entry.id) }}, {{ sql_text(point.period) }}, {{ sql_text(point.reason) }}
    {%- endfor %}
    {%- endfor %}

)

select * from breaks
