with

source as (

    {{ local_rows('results', 'ks4') | indent(4) }}

),

flagged as (

    select
        *,
        {{ local_flag('ks4_sene') }} as has_plan,
        {{ local_flag('ks4_senk') }} as is_on_support
    from source

),

renamed as (

    select
        _file_id as file_id,
        _row as row_number,
        file_name,
        {{ local_upn('ks4_upn') }} as upn,
        {{ local_ending_year('ks4_acadyr') }} as ending_year,
        {{ local_code('ks4_la') }} as la_code,
        {{ local_flag('ks4_lares') }} as is_in_la_results,
        {{ local_code('ks4_version') }} as version_code,
        {{ local_code('ks4_sex') }} as sex_code,
        -- Two flags as the one code of key stage 2; neither of them set is not yet "no SEN".
        case
            when has_plan then 'E'
            when is_on_support then 'K'
            when not has_plan and not is_on_support then 'N'
        end as sen_code,
        {{ local_flag('ks4_fsm6') }} as is_fsm6,
        {{ local_score('ks4_att8') }} as attainment_8,
        {{ local_flag('ks4_l2basics_94') }} as has_english_maths_4,
        {{ local_flag('ks4_l2basics_95') }} as has_english_maths_5,
        {{ local_flag('ks4_inp8calc') }} as is_in_progress_8,
        {{ local_score('ks4_p8score') }} as progress_8
    from flagged

)

select * from renamed
