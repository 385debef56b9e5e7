with

source as (

    {{ local_rows('gias', 'schools') | indent(4) }}

),

renamed as (

    select
        {{ local_code('urn') }} as urn,
        _file_id as file_id,
        _row as row_number,
        file_name,
        {{ local_code('ukprn') }} as ukprn,
        lpad({{ local_code('la_code') }}, 3, '0') as la_code,
        {{ local_text('typeofestablishment_name') }} as type_name
    from source

)

select * from renamed
