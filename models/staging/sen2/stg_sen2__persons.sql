with

source as (

    {{ local_rows('sen2', 'person') | indent(4) }}

),

renamed as (

    select
        set_id,
        {{ local_code('persontableid') }} as person_record_id,
        _file_id as file_id,
        _row as row_number,
        {{ local_upn('upn') }} as upn,
        {{ local_upn('uniquelearnernumber') }} as learner_number,
        personbirthdate as birth_month,
        coalesce(
            {{ local_code('sex') }},
            case {{ local_code('gendercurrent') }} when '1' then 'M' when '2' then 'F' end
        ) as sex_code,
        {{ local_text('postcode_locality') }} as locality_code,
        {{ local_text('postcode_icb') }} as icb_code
    from source

)

select * from renamed
