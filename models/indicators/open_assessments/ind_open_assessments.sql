with

requests as (

    select * from {{ ref('int_local_observations') }}
    where source_name = 'sen2' and table_name = 'requests'

),

open_assessments_rows as (

    {{ local_share_rows('requests', 'open_assessments_by_age', 'open_cases', 'Time open') }}

)

select * from open_assessments_rows
