with

source as (

    {{ local_rows('school_census', 'senneeds') | indent(4) }}

),

renamed as (

    select
        set_id,
        {{ local_code('senneedstableid') }} as need_id,
        {{ local_code('pupilonrolltableid') }} as registration_id,
        _file_id as file_id,
        _row as row_number,
        try_cast({{ local_code('sentyperank') }} as integer) as need_rank,
        try_cast({{ local_code('senneedsorderseqcolumn') }} as integer) as order_number,
        {{ need_code('sentype') }} as need_code
    from source

)

select * from renamed
