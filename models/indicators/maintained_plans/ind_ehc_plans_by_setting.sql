with

observations as (

    select * from {{ ref('int_observations') }}
    where breakdown_topic in ('Total', 'Setting')

),

settings as (

    select * from {{ ref('settings') }}

),

settings_to_2022 as (

    select * from {{ ref('settings_to_2022') }}

),

caseload as (

    select * from observations
    where source_name = 'ehc_plans' and table_name = 'caseload' and breakdown_topic = 'Total'

),

estab_caseload as (

    select * from observations
    where source_name = 'ehc_plans_to_2022' and table_name = 'estab_caseload'

),

parts as (

    {{ relabelled('caseload', 'Setting', 'settings.setting_label') }}
    inner join settings
        on caseload.measure = settings.measure
    where caseload.time_period <= coalesce(settings.last_period, '999999')

),

totals as (

    select * from caseload
    where measure = 'ehcplans'

),

parts_to_2022 as (

    {{ relabelled('estab_caseload', 'Setting', 'settings_to_2022.setting_label') }}
    inner join settings_to_2022
        on estab_caseload.breakdown = settings_to_2022.establishment_group
    where estab_caseload.breakdown_topic = 'Setting'

),

totals_to_2022 as (

    select * from estab_caseload
    where breakdown_topic = 'Total'

),

-- The two releases group settings differently, so a period is taken whole from one of them.
current_periods as (

    select distinct time_period from totals

),

older_parts as (

    select parts_to_2022.*
    from parts_to_2022
    left join current_periods
        on parts_to_2022.time_period = current_periods.time_period
    where current_periods.time_period is null

),

local_plans as (

    select * from {{ ref('int_local_observations') }}
    where source_name = 'sen2' and table_name = 'plans'

),

shares as (

    {{ share_rows('parts', 'totals', 'ehc_plans_by_setting') }}

    union all

    {{ share_rows('older_parts', 'totals_to_2022', 'ehc_plans_by_setting', source_rank=2) }}

    union all

    {{ local_share_rows('local_plans', 'ehc_plans_by_setting', 'plans', 'Setting') }}

)

select * from shares
