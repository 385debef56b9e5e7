with

post16 as (

    select * from {{ ref('int_observations') }}
    where source_name = 'destinations' and table_name = 'post16'

),

rates as (

    {{ ratio_rows('post16', 'post16_sustained_destination', ['overall'], ['cohort']) }}

)

select * from rates
