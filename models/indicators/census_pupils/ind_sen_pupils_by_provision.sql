with

pupils as (

    select * from {{ ref('int_pupils_with_sen_by_school') }}

),

by_provision as (

    select *, 'EHC plan' as breakdown, plans_elsewhere as numerator from pupils

    union all

    select *, 'SEN support' as breakdown, sen_elsewhere - plans_elsewhere as numerator from pupils

),

local_census as (

    select * from {{ ref('int_local_observations') }}
    where
        source_name = 'school_census'
        and table_name = 'census_pupils'
        and measure = 'pupils_with_sen_in_ordinary_schools'
        and value > 0

),

local_parts as (

    select * from local_census
    where breakdown_topic = 'SEN provision'

),

local_totals as (

    select * from local_census
    where breakdown_topic = 'Total'

),

shares as (

    select
        'sen_pupils_by_provision' as indicator_id,
        time_period,
        time_identifier,
        reference_date,
        geographic_level,
        area_code,
        'SEN provision' as breakdown_topic,
        breakdown,
        numerator,
        sen_elsewhere as denominator,
        case when sen_elsewhere > 0 then 100 * numerator / sen_elsewhere end as indicator_value,
        'final' as value_status,
        case
            when numerator is null then 'x'
            when sen_elsewhere = 0 then 'z'
        end as missing_reason,
        1 as source_rank,
        source_id
    from by_provision

    union all

    {{ share_rows('local_parts', 'local_totals', 'sen_pupils_by_provision', source_rank=9) }}

)

select * from shares
