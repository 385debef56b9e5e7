with

observations as (

    select * from {{ ref('int_observations') }}

),

ks2 as (

    select * from observations
    where source_name = 'attainment' and table_name = 'ks2_rwm'

),

all_sen as (

    select * from ks2
    where breakdown = 'All SEN'

),

lait as (

    select * from observations
    where source_name = 'lait' and measure = 'lait_ks2_rwm_percent'

),

local_ks2 as (

    select * from {{ ref('int_local_observations') }}
    where source_name = 'results' and table_name = 'ks2' and breakdown_topic <> 'Total'

),

local_all_sen as (

    select * from local_ks2
    where breakdown_topic = 'SEN provision' and breakdown = 'All SEN'

),

attainment as (

    {{ ratio_rows(
        'ks2', 'ks2_rwm_expected', ['t_rwm_met_expected_standard'], ['t_rwm_eligible_pupils']
    ) }}

    union all

    {{ published_rows('lait', 'ks2_rwm_expected', 'lait_ks2_rwm_percent', source_rank=2) }}

    union all

    {{ ratio_rows(
        'all_sen', 'ks2_rwm_expected_all_sen',
        ['t_rwm_met_expected_standard'], ['t_rwm_eligible_pupils']
    ) }}

    union all

    {{ ratio_rows(
        'local_ks2', 'ks2_rwm_expected',
        ['rwm_expected_points'], ['rwm_expected_pupils'], source_rank=9
    ) }}

    union all

    {{ ratio_rows(
        'local_all_sen', 'ks2_rwm_expected_all_sen',
        ['rwm_expected_points'], ['rwm_expected_pupils'], source_rank=9
    ) }}

),

rates as (

    select * from attainment
    where indicator_id = 'ks2_rwm_expected'

),

-- Both ends of a gap come from one source: a whole per cent is never taken from a counted rate.
gaps as (

    select
        'ks2_rwm_gap' as indicator_id,
        pupils.time_period,
        pupils.time_identifier,
        pupils.reference_date,
        pupils.geographic_level,
        pupils.area_code,
        pupils.breakdown_topic,
        pupils.breakdown,
        cast(null as double) as numerator,
        cast(null as double) as denominator,
        no_sen.indicator_value - pupils.indicator_value as indicator_value,
        pupils.value_status,
        case
            when pupils.indicator_value is null then pupils.missing_reason
            when no_sen.indicator_value is null then no_sen.missing_reason
        end as missing_reason,
        pupils.source_rank,
        pupils.source_id
    from rates as pupils
    inner join rates as no_sen
        on
            pupils.time_period = no_sen.time_period
            and pupils.area_code = no_sen.area_code
            and pupils.source_rank = no_sen.source_rank
    where
        no_sen.breakdown = 'No SEN'
        and pupils.breakdown_topic = no_sen.breakdown_topic
        and pupils.breakdown not in ('No SEN', 'Unknown')

),

all_rows as (

    select * from attainment
    union all
    select * from gaps

)

select * from all_rows
