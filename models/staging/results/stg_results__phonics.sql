with

source as (

    {{ local_rows('results', 'phonics') | indent(4) }}

),

-- The file has no SEN, free school meals or local authority results columns.
renamed as (

    select
        _file_id as file_id,
        _row as row_number,
        file_name,
        {{ local_upn('phonics_upn') }} as upn,
        {{ local_ending_year('phonics_acadyr') }} as ending_year,
        {{ local_code('phonics_la') }} as la_code,
        cast(null as boolean) as is_in_la_results,
        {{ local_code('phonics_version') }} as version_code,
        {{ local_code('phonics_sex') }} as sex_code,
        cast(null as varchar(1)) as sen_code,
        cast(null as boolean) as is_fsm6,
        {{ local_code('phonics_ncyearactual') }} as year_code,
        {{ local_code('phonics_phonics_outcome') }} as outcome_code
    from source

)

select * from renamed
