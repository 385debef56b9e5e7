with

source as (

    {{ local_rows('sen2', 'assessment') | indent(4) }}

),

renamed as (

    select
        set_id,
        {{ local_code('assessmenttableid') }} as assessment_record_id,
        {{ local_code('requeststableid') }} as request_record_id,
        _file_id as file_id,
        _row as row_number,
        {{ local_code('assessmentoutcome') }} as outcome_code,
        {{ local_date('assessmentoutcomedate') }} as outcome_date,
        {{ local_flag('week20') }} as has_exception
    from source

)

select * from renamed
