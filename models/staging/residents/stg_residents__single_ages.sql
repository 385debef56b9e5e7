{%- set groups = [
    ('Total', 'Total', 0, 25),
    ('Age band', 'Under 5', 0, 4),
    ('Age band', 'Age 5 to 10', 5, 10),
    ('Age band', 'Age 11 to 15', 11, 15),
    ('Age band', 'Age 16 to 19', 16, 19),
    ('Age band', 'Age 20 to 25', 20, 25),
] %}

with

source as (

    select * from {{ source('residents', 'single_ages') }}

),

-- The file holds Wales as well.
england as (

    select * from source
    where utla20_code like 'E%'

),

-- A sum of which an age is missing is null, and so not available.
summed as (

    {%- for topic, breakdown, first, last in groups %}
    select
        _file_id,
        _row,
        year,
        utla20_code,
        utla20_name,
        '{{ topic }}' as breakdown_topic,
        '{{ breakdown }}' as breakdown,
        {{ summed_ages(first, last) }} as residents
    from england
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

renamed as (

    select
        _file_id as file_id,
        _row as row_number,
        year as time_period,
        'Reporting year' as time_identifier,
        'Local authority' as geographic_level,
        cast(null as varchar(3)) as la_code,
        utla20_code as new_la_code,
        utla20_name as la_name,
        cast(null as varchar(9)) as region_code,
        cast(null as varchar(100)) as region_name,
        'final' as value_status,
        breakdown_topic,
        breakdown,
        cast(residents as varchar(20)) as residents_0_25
    from summed

),

observations as (

    {{ melt_observations('renamed', 'residents', 'single_ages', 'mid_year', ['residents_0_25']) }}

)

select * from observations
