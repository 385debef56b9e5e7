with

observations as (

    select * from {{ ref('int_local_observations') }}
    where source_name = 'school_census'

),

by_need as (

    select * from observations
    where
        table_name = 'census_needs'
        and measure = 'pupils_with_sen'
        and breakdown_topic = 'Primary need'
        and value > 0

),

all_pupils as (

    select * from observations
    where
        table_name = 'census_pupils'
        and measure = 'pupils'
        and breakdown_topic = 'Total'

),

with_second_need as (

    select * from observations
    where
        table_name = 'census_needs'
        and (
            breakdown_topic = 'Total'
            or (geographic_level = 'Local authority' and breakdown_topic <> 'Primary need')
        )

),

rows_by_indicator as (

    {{ share_rows('by_need', 'all_pupils', 'primary_need_per_1000_pupils', per=1000) }}

    union all

    {{ ratio_rows(
        'with_second_need', 'secondary_need_recorded',
        ['pupils_with_second_need'], ['pupils_with_sen']
    ) }}

)

select * from rows_by_indicator
