-- What each pupil's row says of each result: a score, or 1 and 0 for reached and not reached.
with

pupils as (

    select * from {{ ref('int_result_pupils') }}

),

ks4 as (

    select * from {{ ref('stg_results__ks4') }}

),

outcomes as (

    select
        phonics.file_id,
        phonics.row_number,
        -- The check is that of year 1; pupils outside the years (X) take it at the same age.
        outcomes.counts and coalesce(phonics.year_code, '1') in ('1', 'X') as is_counted,
        outcomes.is_expected
    from {{ ref('stg_results__phonics') }} as phonics
    left join {{ ref('phonics_outcomes') }} as outcomes
        on phonics.outcome_code = outcomes.outcome_code

),

-- A pupil without a score, or whose flag is neither 1 nor 0, does not count: that is not 0.
found as (

    select
        'ks2' as key_stage,
        file_id,
        row_number,
        'rwm_expected' as result,
        {{ reached_score('is_rwm_expected') }} as result_value,
        is_rwm_eligible as is_counted
    from {{ ref('stg_results__ks2') }}

    union all

    select
        'ks4' as key_stage,
        file_id,
        row_number,
        'attainment_8' as result,
        attainment_8 as result_value,
        attainment_8 is not null as is_counted
    from ks4

    {%- for grade in [4, 5] %}

    union all

    select
        'ks4' as key_stage,
        file_id,
        row_number,
        'english_maths_{{ grade }}' as result,
        {{ reached_score('has_english_maths_' ~ grade) }} as result_value,
        has_english_maths_{{ grade }} is not null as is_counted
    from ks4
    {%- endfor %}

    union all

    select
        'ks4' as key_stage,
        file_id,
        row_number,
        'progress_8' as result,
        progress_8 as result_value,
        is_in_progress_8 and progress_8 is not null as is_counted
    from ks4

    union all

    select
        'eyfsp' as key_stage,
        file_id,
        row_number,
        'good_development' as result,
        {{ reached_score('has_good_development') }} as result_value,
        has_good_development is not null as is_counted
    from {{ ref('stg_results__eyfsp') }}

    union all

    select
        'phonics' as key_stage,
        file_id,
        row_number,
        'phonics_expected' as result,
        {{ reached_score('is_expected') }} as result_value,
        is_counted
    from outcomes

),

results as (

    select
        pupils.key_stage,
        pupils.pupil_id,
        pupils.time_period,
        pupils.reference_date,
        found.result,
        coalesce(found.is_counted, false) as is_counted,
        case when found.is_counted then found.result_value end as result_value,
        pupils.is_in_census,
        pupils.sen_provision,
        pupils.primary_need,
        pupils.sex,
        pupils.free_school_meals
    from pupils
    inner join found
        on
            pupils.key_stage = found.key_stage
            and pupils.file_id = found.file_id
            and pupils.row_number = found.row_number

)

select * from results
