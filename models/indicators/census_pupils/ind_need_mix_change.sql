{#- The two ends of a change are five years apart. -#}
{%- set base_year = 'cast(substr(areas.time_period, 1, 4) as integer) - 4' %}

with

observations as (

    select * from {{ ref('int_observations') }}
    where source_name = 'sen_in_england' and table_name = 'pupils_with_plan_by_need'

),

needs as (

    select * from {{ ref('primary_needs') }}

),

labelled as (

    {{ relabelled('observations', 'Primary need', 'needs.need_label') }}
    inner join needs
        on observations.measure = needs.pupils_with_plan_measure

),

areas as (

    select
        time_period,
        time_identifier,
        reference_date,
        geographic_level,
        area_code,
        case when count(*) = count(value) then sum(value) end as pupils,
        {{ gravest_reason() }} as missing_reason,
        {{ gravest_status() }} as value_status,
        min(file_id) as file_id
    from labelled
    group by time_period, time_identifier, reference_date, geographic_level, area_code

),

collected as (

    select distinct time_period, breakdown from labelled

),

-- Where the file has no row for a need, no pupil there has it.
shares as (

    select
        areas.*,
        collected.breakdown,
        case when areas.pupils > 0 then 100 * coalesce(labelled.value, 0) / areas.pupils end
            as share,
        {{ academic_year_ending(base_year) }} as base_period
    from areas
    inner join collected
        on areas.time_period = collected.time_period
    left join labelled
        on
            areas.time_period = labelled.time_period
            and areas.area_code = labelled.area_code
            and collected.breakdown = labelled.breakdown

),

-- A need that was not recorded apart at the earlier end has no change.
changes as (

    select
        'need_mix_change' as indicator_id,
        later.time_period,
        later.time_identifier,
        later.reference_date,
        later.geographic_level,
        later.area_code,
        'Primary need' as breakdown_topic,
        later.breakdown,
        cast(null as double) as numerator,
        cast(null as double) as denominator,
        later.share - earlier.share as indicator_value,
        later.value_status,
        case
            when later.share is null then coalesce(later.missing_reason, 'x')
            when earlier.share is null then coalesce(earlier.missing_reason, 'x')
        end as missing_reason,
        1 as source_rank,
        case
            when later.file_id = earlier.file_id then later.file_id
            else earlier.file_id || ' + ' || later.file_id
        end as source_id
    from shares as later
    inner join shares as earlier
        on
            later.area_code = earlier.area_code
            and later.base_period = earlier.time_period
            and later.breakdown = earlier.breakdown

)

select * from changes
