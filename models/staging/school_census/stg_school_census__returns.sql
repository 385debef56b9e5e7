with

source as (

    {{ local_rows('school_census', 'schoolcensus') | indent(4) }}

),

renamed as (

    select
        set_id,
        {{ local_code('schoolcensustableid') }} as return_id,
        _file_id as file_id,
        _row as row_number,
        file_name,
        case substr({{ local_code('term') }}, 1, 3)
            when 'SPR' then 'SPR'
            when 'AUT' then 'AUT'
            when 'SUM' then 'SUM'
        end as term,
        try_cast({{ local_code('year') }} as integer) as return_year,
        {{ local_date('referencedate') }} as reference_date,
        lpad({{ local_code('lea') }}, 3, '0') as la_code,
        lpad({{ local_code('estab') }}, 4, '0') as establishment_number,
        {{ local_code('urn') }} as urn,
        {{ local_date('datetime') }} as written_date,
        {{ local_time('datetime') }} as written_time
    from source

)

select * from renamed
