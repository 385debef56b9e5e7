with

source as (

    {{ local_rows('school_census', 'pupilonroll') | indent(4) }}

),

renamed as (

    select
        set_id,
        {{ local_code('pupilonrolltableid') }} as registration_id,
        {{ local_code('schoolcensustableid') }} as return_id,
        _file_id as file_id,
        _row as row_number,
        {{ local_upn('upn') }} as upn,
        dob as birth_month,
        {{ local_code('sex') }} as sex_code,
        {{ local_code('ethnicity') }} as ethnicity_code,
        {{ local_code('language') }} as language_code,
        {{ local_code('enrolstatus') }} as enrolment_code,
        {{ local_date('entrydate') }} as entry_date,
        {{ local_code('ncyearactual') }} as year_code,
        {{ local_code('senprovision') }} as provision_code,
        {{ local_flag('senunitindicator') }} as in_sen_unit,
        {{ local_flag('resourcedprovisionindicator') }} as in_resourced_provision,
        {{ typed_value('termlysessionspossible') }} as sessions_possible,
        {{ typed_value('termlysessionsauthorised') }} as sessions_authorised,
        {{ typed_value('termlysessionsunauthorised') }} as sessions_unauthorised
    from source

)

select * from renamed
