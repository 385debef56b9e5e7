with

source as (

    {{ local_rows('sen2', 'placementdetail') | indent(4) }}

),

renamed as (

    select
        set_id,
        {{ local_code('placementdetailtableid') }} as placement_record_id,
        {{ local_code('activeplanstableid') }} as active_plan_record_id,
        _file_id as file_id,
        _row as row_number,
        try_cast({{ local_code('placementrank') }} as integer) as placement_rank,
        {{ local_code('urn') }} as urn,
        {{ local_code('ukprn') }} as ukprn,
        {{ local_code('sensetting') }} as setting_code,
        {{ local_date('entrydate') }} as entry_date,
        {{ local_date('leavingdate') }} as leaving_date,
        {{ local_flag('senunitindicator') }} as in_sen_unit,
        {{ local_flag('resourcedprovisionindicator') }} as in_resourced_provision,
        {{ local_code('res') }} as residential_code,
        {{ local_code('wpb') }} as work_based_code
    from source

)

select * from renamed
