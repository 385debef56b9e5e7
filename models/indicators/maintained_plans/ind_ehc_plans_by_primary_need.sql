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

local_plans as (

    select * from {{ ref('int_local_observations') }}
    where source_name = 'sen2' and table_name = 'plans'

),

shares as (

    {{ share_rows('parts', 'totals', 'ehc_plans_by_primary_need') }}

    union all

    {{ ratio_rows('observations', 'need_not_recorded', ['number_need_unknown'], ['ehc_plans']) }}

    union all

    {{ local_share_rows('local_plans', 'ehc_plans_by_primary_need', 'plans', 'Primary need') }}

    union all

    {{ local_ratio_rows(
        'local_plans', 'need_not_recorded', 'plans_without_need', 'plans', ['Total', 'Age', 'Sex']
    ) }}

)

select * from shares
