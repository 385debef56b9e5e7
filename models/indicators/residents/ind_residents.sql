with

observations as (

    select * from {{ ref('int_observations') }}
    where source_name = 'residents'

),

children as (

    select * from observations
    where table_name = 'children'

),

single_ages as (

    select * from observations
    where table_name = 'single_ages'

),

counts as (

    {{ count_rows('children', 'residents_0_17', ['residents_0_17']) }}

    union all

    {{ count_rows('single_ages', 'residents_0_25', ['residents_0_25']) }}

)

select * from counts
