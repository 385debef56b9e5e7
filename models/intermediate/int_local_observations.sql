-- Every model that counts the council's own records: the one list is a variable.
with

counted as (

    {%- for model in var('local_count_models') %}
    select
        source_name,
        table_name,
        file_id,
        time_period,
        time_identifier,
        reference_date,
        geographic_level,
        area_code,
        breakdown_topic,
        breakdown,
        measure,
        value,
        missing_reason,
        value_status
    from {{ ref(model) }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

places as (

    select * from {{ source('localities', 'places') }}

),

-- Localities and ICBs have rows only where a list of them was given.
local_observations as (

    select * from counted
    where geographic_level = 'Local authority' or exists (select 1 from places)

)

select * from local_observations
