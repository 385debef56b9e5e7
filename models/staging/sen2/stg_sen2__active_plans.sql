with

source as (

    {{ local_rows('sen2', 'activeplans') | indent(4) }}

),

renamed as (

    select
        set_id,
        {{ local_code('activeplanstableid') }} as active_plan_record_id,
        {{ local_code('requeststableid') }} as request_record_id,
        _file_id as file_id,
        _row as row_number,
        {{ local_code('transferla') }} as transfer_la_code,
        {{ local_code('res') }} as residential_code,
        {{ local_code('wpb') }} as work_based_code,
        {{ local_date('reviewmeeting') }} as review_meeting_date,
        {{ local_code('reviewoutcome') }} as review_outcome_code,
        {{ local_date('lastreview') }} as review_decision_date
    from source

)

select * from renamed
