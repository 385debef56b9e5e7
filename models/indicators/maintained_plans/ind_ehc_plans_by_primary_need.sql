with

observations as (

    select * from {{ ref('int_observations') }}
    where source_name = 'ehc_plans' and table_name = 'needs_all_plans'

),

needs as (

    select * from {{ ref('primary_needs') }}

),

totals as (

    select * from observations
    where breakdown_topic = 'Total' and measure = 'ehc_plans'

),

parts as (

    {{ relabelled('observations', 'Primary need', 'needs.need_label') }}
    inner join needs
        on observations.measure = needs.plans_measure
    where observations.breakdown_topic = 'Total'

),

shares as (

    {{ share_rows('parts', 'totals', 'ehc_plans_by_primary_need') }}

    union all

    {{ ratio_rows('observations', 'need_not_recorded', ['number_need_unknown'], ['ehc_plans']) }}

)

select * from shares
