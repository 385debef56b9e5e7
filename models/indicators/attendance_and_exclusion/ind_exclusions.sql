with

exclusions as (

    select * from {{ ref('int_local_observations') }}
    where source_name = 'school_census' and table_name = 'exclusions'

),

rates as (

    {{ ratio_rows('exclusions', 'suspension_rate', ['suspensions'], ['pupils']) }}

    union all

    {{ ratio_rows('exclusions', 'pupils_suspended', ['pupils_suspended'], ['pupils']) }}

    union all

    {{ ratio_rows(
        'exclusions', 'permanent_exclusion_rate', ['permanent_exclusions'], ['pupils']
    ) }}

)

select * from rates
