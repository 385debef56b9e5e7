with

source as (

    {{ local_rows('sen2', 'senneed') | indent(4) }}

),

renamed as (

    select
        set_id,
        {{ local_code('senneedtableid') }} as need_record_id,
        {{ local_code('activeplanstableid') }} as active_plan_record_id,
        _file_id as file_id,
        _row as row_number,
        try_cast({{ local_code('sentyperank') }} as integer) as need_rank,
        {{ need_code('sentype') }} as need_code
    from source

)

select * from renamed
