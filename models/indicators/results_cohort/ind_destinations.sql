with

observations as (

    select * from {{ ref('int_observations') }}
    where source_name = 'lait'

),

rates as (

    {{ published_rows(
        'observations', 'ks4_sustained_destination', 'lait_ks4_destination_percent'
    ) }}

)

select * from rates
