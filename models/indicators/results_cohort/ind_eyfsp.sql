with

observations as (

    select * from {{ ref('int_observations') }}

),

eyfsp as (

    select * from observations
    where source_name = 'early_years' and table_name = 'eyfsp'

),

lait as (

    select * from observations
    where source_name = 'lait'

),

local_observations as (

    select * from {{ ref('int_local_observations') }}
    where
        source_name = 'results'
        and table_name = 'eyfsp'
        and breakdown_topic in ('Total', 'SEN provision', 'Sex')

),

rates as (

    {{ ratio_rows('eyfsp', 'eyfsp_good_development', ['gld_number'], ['children_number']) }}

    union all

    {{ published_rows(
        'lait', 'eyfsp_good_development', 'lait_good_development_percent', source_rank=2
    ) }}

    union all

    {{ ratio_rows(
        'local_observations', 'eyfsp_good_development',
        ['good_development_points'], ['good_development_pupils'], source_rank=9
    ) }}

)

select * from rates
