with

source as (

    {{ local_rows('sen2', 'namedplan') | indent(4) }}

),

renamed as (

    select
        set_id,
        {{ local_code('namedplantableid') }} as named_plan_record_id,
        {{ local_code('assessmenttableid') }} as assessment_record_id,
        _file_id as file_id,
        _row as row_number,
        {{ local_date('startdate') }} as start_date,
        {{ local_date('ceasedate') }} as cease_date,
        {{ local_code('ceasereason') }} as cease_reason_code,
        {{ local_flag('pb') }} as has_personal_budget,
        {{ local_code('dp') }} as direct_payment_code
    from source

)

select * from renamed
