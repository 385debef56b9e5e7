with

source as (

    {{ local_rows('school_census', 'pupilnolongeronroll') | indent(4) }}

),

renamed as (

    select
        set_id,
        {{ local_code('pupilnolongeronrolltableid') }} as registration_id,
        {{ local_code('schoolcensustableid') }} as return_id,
        _file_id as file_id,
        _row as row_number,
        {{ local_upn('upn') }} as upn,
        {{ typed_value('termlysessionspossible') }} as sessions_possible,
        {{ typed_value('termlysessionsauthorised') }} as sessions_authorised,
        {{ typed_value('termlysessionsunauthorised') }} as sessions_unauthorised
    from source

)

select * from renamed
