with

observations as (

    select * from {{ ref('int_observations') }}
    where source_name = 'ehc_plans' and table_name = 'ceased_plans' and breakdown_topic = 'Total'

),

reasons as (

    select * from {{ ref('cease_reasons') }}

),

parts as (

    {{ relabelled('observations', 'Reason', 'reasons.reason_label') }}
    inner join reasons
        on observations.measure = reasons.measure

),

totals as (

    select * from observations
    where measure = 'total_ceased'

),

local_requests as (

    select * from {{ ref('int_local_observations') }}
    where source_name = 'sen2' and table_name = 'requests'

),

shares as (

    {{ share_rows('parts', 'totals', 'ceased_plans_by_reason') }}

    union all

    {{ local_share_rows('local_requests', 'ceased_plans_by_reason', 'plans_ceased', 'Reason') }}

)

select * from shares
