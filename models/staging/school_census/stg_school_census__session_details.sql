with

source as (

    {{ local_rows('school_census', 'termlysessiondetailsonroll') | indent(4) }}

),

renamed as (

    select
        set_id,
        {{ local_code('pupilonrolltableid') }} as registration_id,
        _file_id as file_id,
        _row as row_number,
        {{ local_code('attendancereason') }} as attendance_code,
        {{ typed_value('sessions') }} as sessions
    from source

)

select * from renamed
