with

source as (

    {{ local_rows('results', 'eyfsp') | indent(4) }}

),

-- The file has no SEN, free school meals or local authority results columns.
renamed as (

    select
        _file_id as file_id,
        _row as row_number,
        file_name,
        {{ local_upn('fsp_upn') }} as upn,
        {{ local_ending_year('fsp_acadyr') }} as ending_year,
        {{ local_code('fsp_la') }} as la_code,
        cast(null as boolean) as is_in_la_results,
        {{ local_code('fsp_version') }} as version_code,
        {{ local_code('fsp_sex') }} as sex_code,
        cast(null as varchar(1)) as sen_code,
        cast(null as boolean) as is_fsm6,
        {{ local_flag('fsp_gld') }} as has_good_development
    from source

)

select * from renamed
