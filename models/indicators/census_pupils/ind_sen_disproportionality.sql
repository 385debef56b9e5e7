with

ratios as (

    select * from {{ ref('int_sen_ratios') }}

),

-- The counts of the group stand with its ratio; those of the others are the other groups'.
rows_of_groups as (

    select
        indicator_id,
        time_period,
        time_identifier,
        reference_date,
        geographic_level,
        area_code,
        breakdown_topic,
        breakdown,
        group_with_sen as numerator,
        group_pupils as denominator,
        case
            when group_with_sen > 0 and other_with_sen > 0
                then (group_with_sen / group_pupils) / (other_with_sen / other_pupils)
        end as indicator_value,
        'local' as value_status,
        -- Beside nobody there is no ratio, and of nobody none that an interval could hold.
        case when group_with_sen > 0 and other_with_sen > 0 then null else 'z' end
            as missing_reason,
        9 as source_rank,
        source_id
    from ratios

)

select * from rows_of_groups
