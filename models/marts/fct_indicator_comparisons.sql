with

tests as (

    select * from {{ ref('int_comparison_tests') }}

),

words as (

    select * from {{ ref('judgement_rules') }}
    where rule_kind = 'judgement'

),

tested as (

    select * from tests
    where p_value is not null

),

-- Among many comparisons some look different by chance: a page counts all of its own.
corrected as (

    {{ benjamini_hochberg('tested', ['page_area_code', 'chapter_number']) | indent(4) }}

),

judged as (

    select
        *,
        q_value <= {{ var('false_discovery_rate') }} as is_different,
        case
            when q_value > {{ var('false_discovery_rate') }} then 'level'
            when z_score > 0 then 'above'
            else 'below'
        end as direction
    from corrected

),

compared as (

    select
        judged.indicator_id,
        judged.time_period,
        judged.area_code,
        judged.breakdown_topic,
        judged.breakdown,
        judged.is_local,
        judged.comparator,
        judged.comparator_area_code,
        judged.comparator_period,
        judged.indicator_value,
        judged.comparator_value,
        judged.comparator_low,
        judged.comparator_high,
        judged.comparator_n,
        judged.comparator_of,
        judged.area_rank,
        judged.rank_of,
        judged.difference,
        judged.difference_unit,
        judged.difference_lower,
        judged.difference_upper,
        judged.difference_method,
        judged.judgement_method,
        judged.z_score,
        judged.p_value,
        judged.q_value,
        judged.is_different,
        words.code as judgement,
        judged.judgement_note
    from judged
    left join words
        on judged.polarity = words.polarity and judged.direction = words.direction

    union all

    select
        indicator_id,
        time_period,
        area_code,
        breakdown_topic,
        breakdown,
        is_local,
        comparator,
        comparator_area_code,
        comparator_period,
        indicator_value,
        comparator_value,
        comparator_low,
        comparator_high,
        comparator_n,
        comparator_of,
        area_rank,
        rank_of,
        difference,
        difference_unit,
        difference_lower,
        difference_upper,
        difference_method,
        judgement_method,
        z_score,
        p_value,
        cast(null as double) as q_value,
        cast(null as boolean) as is_different,
        cast(null as varchar(20)) as judgement,
        judgement_note
    from tests
    where p_value is null

)

select * from compared
