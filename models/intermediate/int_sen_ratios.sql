-- Pupils with SEN in a group of the January census, beside those that the group is compared with.
with

census as (

    select * from {{ ref('int_local_observations') }}
    where
        source_name = 'school_census'
        and table_name = 'census_pupils'
        and geographic_level = 'Local authority'
        and breakdown_topic in ('Ethnic group', 'Sex', 'Free school meals', 'IDACI quintile')
        -- Whose group is not known are neither in it nor among the others.
        and breakdown <> 'Unknown'

),

counted as (

    select
        time_period,
        time_identifier,
        reference_date,
        geographic_level,
        area_code,
        breakdown_topic,
        breakdown,
        {{ joined_source() }} as source_id,
        sum(case when measure = 'pupils' then value end) as pupils,
        sum(case when measure = 'pupils_with_sen' then value end) as pupils_with_sen,
        sum(case when measure = 'pupils_with_plan' then value end) as pupils_with_plan,
        sum(case when measure = 'pupils_on_support' then value end) as pupils_on_support
    from census
    group by
        time_period, time_identifier, reference_date, geographic_level, area_code,
        breakdown_topic, breakdown

),

by_provision as (

    {%- for provision, measure in [
        ('EHC plan', 'pupils_with_plan'),
        ('SEN support', 'pupils_on_support'),
        ('All SEN', 'pupils_with_sen'),
    ] %}
    select
        time_period,
        time_identifier,
        reference_date,
        geographic_level,
        area_code,
        breakdown_topic,
        breakdown,
        source_id,
        '{{ provision }}' as sen_provision,
        {{ measure }} as with_sen,
        pupils
    from counted
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

-- A group beside everybody else.
beside_the_rest as (

    select
        'sen_disproportionality' as indicator_id,
        time_period,
        time_identifier,
        reference_date,
        geographic_level,
        area_code,
        breakdown_topic || ' by SEN provision' as breakdown_topic,
        breakdown || ', ' || sen_provision as breakdown,
        source_id,
        with_sen as group_with_sen,
        pupils as group_pupils,
        sum(with_sen) over (
            partition by time_period, area_code, breakdown_topic, sen_provision
        ) - with_sen as other_with_sen,
        sum(pupils) over (
            partition by time_period, area_code, breakdown_topic, sen_provision
        ) - pupils as other_pupils
    from by_provision
    where breakdown_topic <> 'IDACI quintile' and sen_provision <> 'All SEN'

),

-- The most deprived fifth of neighbourhoods beside the least deprived.
beside_the_least_deprived as (

    select
        'sen_deprivation_ratio' as indicator_id,
        time_period,
        time_identifier,
        reference_date,
        geographic_level,
        area_code,
        breakdown_topic || ' by SEN provision' as breakdown_topic,
        sen_provision as breakdown,
        {{ joined_source('source_id') }} as source_id,
        sum(case when breakdown like 'Quintile 1 %' then with_sen else 0 end) as group_with_sen,
        sum(case when breakdown like 'Quintile 1 %' then pupils else 0 end) as group_pupils,
        sum(case when breakdown like 'Quintile 5 %' then with_sen else 0 end) as other_with_sen,
        sum(case when breakdown like 'Quintile 5 %' then pupils else 0 end) as other_pupils
    from by_provision
    where breakdown_topic = 'IDACI quintile'
    group by
        time_period, time_identifier, reference_date, geographic_level, area_code,
        breakdown_topic, sen_provision

),

ratios as (

    select * from beside_the_rest

    union all

    select * from beside_the_least_deprived

)

select * from ratios
