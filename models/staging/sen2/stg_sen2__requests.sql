with

source as (

    {{ local_rows('sen2', 'requests') | indent(4) }}

),

renamed as (

    select
        set_id,
        {{ local_code('requeststableid') }} as request_record_id,
        {{ local_code('persontableid') }} as person_record_id,
        _file_id as file_id,
        _row as row_number,
        {{ local_date('receiveddate') }} as received_date,
        {{ local_code('requestoutcome') }} as outcome_code,
        {{ local_date('requestoutcomedate') }} as outcome_date,
        {{ local_code('requestsource') }} as source_code,
        {{ local_code('exported') }} as exported_code
    from source

)

select * from renamed
