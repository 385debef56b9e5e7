with

observations as (

    select * from {{ ref('int_observations') }}
    where source_name = 'sen_in_england' and measure = 'percent_of_pupils_with_plan'

),

school_types as (

    select * from {{ ref('school_types') }}

),

pupils as (

    select * from {{ ref('int_pupils_with_sen_by_school') }}

),

provider_shares as (

    {{ relabelled('observations', 'School type', 'school_types.school_type_label') }}
    inner join school_types
        on observations.breakdown = school_types.phase_type_grouping

),

by_type as (

    select *, 'State-funded special' as breakdown, plans_in_state_special as numerator from pupils

    union all

    select *, 'Non-maintained special' as breakdown, plans_in_non_maintained as numerator
    from pupils

    union all

    select
        *,
        'Schools other than special' as breakdown,
        plans_elsewhere as numerator
    from pupils

),

derived as (

    select
        'pupils_with_plan_by_school_type' as indicator_id,
        time_period,
        time_identifier,
        reference_date,
        geographic_level,
        area_code,
        'School type, independent schools left out' as breakdown_topic,
        breakdown,
        numerator,
        pupils_with_plan as denominator,
        case when pupils_with_plan > 0 then 100 * numerator / pupils_with_plan end
            as indicator_value,
        'final' as value_status,
        case
            when numerator is null or pupils_with_plan is null then 'x'
            when pupils_with_plan = 0 then 'z'
        end as missing_reason,
        1 as source_rank,
        source_id
    from by_type

),

local_census as (

    select * from {{ ref('int_local_observations') }}
    where
        source_name = 'school_census'
        and table_name = 'census_pupils'
        and measure = 'pupils_with_plan'
        and value > 0

),

local_parts as (

    select * from local_census
    where breakdown_topic = 'School type'

),

local_totals as (

    select * from local_census
    where breakdown_topic = 'Total'

),

shares as (

    {{ published_rows(
        'provider_shares', 'pupils_with_plan_by_school_type', 'percent_of_pupils_with_plan'
    ) }}

    union all

    select * from derived

    union all

    {{ share_rows(
        'local_parts', 'local_totals', 'pupils_with_plan_by_school_type', source_rank=9
    ) }}

)

select * from shares
