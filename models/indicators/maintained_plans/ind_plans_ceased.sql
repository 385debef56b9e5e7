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

shares as (

    {{ share_rows('parts', 'totals', 'ceased_plans_by_reason') }}

)

select * from shares
