with

source as (

    {{ local_rows('sen2', 'sen2') | indent(4) }}

),

renamed as (

    select
        set_id,
        _file_id as file_id,
        _row as row_number,
        file_name,
        lpad({{ local_code('lea') }}, 3, '0') as la_code,
        try_cast({{ local_code('year') }} as integer) as return_year,
        {{ local_date('referencedate') }} as reference_date,
        {{ local_date('datetime') }} as written_date,
        {{ local_time('datetime') }} as written_time
    from source

)

select * from renamed
