with

observations as (

    select * from {{ ref('int_observations') }}
    where source_name = 'mental_health'

),

counts as (

    {{ count_rows('observations', 'nhs_mental_health_contact', ['children_with_contact']) }}

)

select * from counts
