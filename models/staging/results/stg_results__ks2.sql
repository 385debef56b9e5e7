with

source as (

    {{ local_rows('results', 'ks2') | indent(4) }}

),

renamed as (

    select
        _file_id as file_id,
        _row as row_number,
        file_name,
        {{ local_upn('upn') }} as upn,
        {{ local_ending_year('acadyr') }} as ending_year,
        {{ local_code('la') }} as la_code,
        {{ local_flag('lares') }} as is_in_la_results,
        {{ local_code('version') }} as version_code,
        {{ local_code('sex') }} as sex_code,
        {{ local_code('sentype') }} as sen_code,
        {{ local_flag('fsm6') }} as is_fsm6,
        {{ local_flag('eligrwm') }} as is_rwm_eligible,
        {{ local_flag('rwmexp') }} as is_rwm_expected
    from source

)

select * from renamed
