with

observations as (

    select * from {{ ref('int_observations') }}
    where source_name = 'lait'

),

rates as (

    {{ published_rows('observations', 'phonics_expected', 'lait_phonics_percent') }}

)

select * from rates
