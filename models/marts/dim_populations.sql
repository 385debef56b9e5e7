with

populations as (

    select * from {{ ref('populations') }}

)

select * from populations
