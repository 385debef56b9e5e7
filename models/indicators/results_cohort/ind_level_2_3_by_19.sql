with

observations as (

    select * from {{ ref('int_observations') }}
    where source_name = 'lait'

),

rates as (

    {{ published_rows('observations', 'level_2_3_by_19', 'lait_qualified_at_19_percent') }}

)

select * from rates
