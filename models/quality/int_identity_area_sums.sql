with

observations as (

    select * from {{ ref('int_observations_matched') }}

),

disputes as (

    select * from {{ ref('int_first_disputes') }}

),

summed_measures as (

    select * from {{ ref('identity_sums') }}

),

areas as (

    select * from {{ ref('int_areas') }}

),

totals as (

    select
        observations.*,
        summed_measures.rounding
    from observations
    inner join summed_measures
        on
            observations.source_name = summed_measures.source_name
            and observations.table_name = summed_measures.table_name
            and observations.measure = summed_measures.measure
    where
        observations.geographic_level in ('National', 'Regional')
        -- Inner and Outer London are parts of a region, not regions.
        and observations.area_code not like 'E13%'

),

-- The local authorities of a table in a period: those that ever appear in it and existed then.
members as (

    select distinct
        observations.source_name,
        observations.table_name,
        observations.area_code,
        areas.region_code,
        areas.first_date,
        areas.last_date
    from observations
    inner join areas
        on observations.area_code = areas.area_code
    where observations.geographic_level = 'Local authority'

),

member_values as (

    select
        totals.source_name,
        totals.table_name,
        totals.measure,
        totals.time_period,
        totals.geographic_level,
        totals.area_code,
        totals.breakdown_topic,
        totals.breakdown,
        totals.value as found_value,
        totals.rounding,
        members.area_code as member_code,
        case when disputes.area_code is null then member_rows.value end as member_value,
        member_rows.area_code is not null
        or totals.reference_date between members.first_date and members.last_date as is_expected
    from totals
    inner join members
        on
            totals.source_name = members.source_name
            and totals.table_name = members.table_name
            and (totals.geographic_level = 'National' or totals.area_code = members.region_code)
    left join observations as member_rows
        on
            totals.source_name = member_rows.source_name
            and totals.table_name = member_rows.table_name
            and totals.measure = member_rows.measure
            and totals.time_period = member_rows.time_period
            and totals.breakdown_topic = member_rows.breakdown_topic
            and totals.breakdown = member_rows.breakdown
            and members.area_code = member_rows.area_code
    left join disputes
        on
            member_rows.source_name = disputes.source_name
            and member_rows.table_name = disputes.table_name
            and member_rows.measure = disputes.measure
            and member_rows.time_period = disputes.time_period
            and member_rows.breakdown_topic = disputes.breakdown_topic
            and member_rows.breakdown = disputes.breakdown
            and member_rows.area_code = disputes.area_code
    where
        totals.breakdown_topic in (
            'Total', 'SEN provision', 'Free school meals', 'Social care group',
            'Learning difficulty or disability'
        )

),

compared as (

    select
        case geographic_level when 'National' then 'las_sum_to_england' else 'las_sum_to_region' end
            as identity_id,
        source_name,
        table_name,
        measure,
        time_period,
        geographic_level,
        area_code,
        breakdown_topic,
        breakdown,
        case when count(*) = count(member_value) then sum(member_value) end as expected_value,
        max(found_value) as found_value,
        max(rounding) as rounding
    from member_values
    where is_expected
    group by
        geographic_level, source_name, table_name, measure, time_period, area_code,
        breakdown_topic, breakdown

),

-- Some publishers round the figures of regions and England, not those of local authorities.
rounded as (

    select
        identity_id,
        source_name,
        table_name,
        measure,
        time_period,
        geographic_level,
        area_code,
        breakdown_topic,
        breakdown,
        case
            when abs(expected_value - found_value) <= rounding then found_value
            else expected_value
        end as expected_value,
        found_value
    from compared

)

select * from rounded
