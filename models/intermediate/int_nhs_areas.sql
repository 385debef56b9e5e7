-- The NHS's areas under codes of their own, which no local authority has.
with

listed as (

    select * from {{ ref('stg_nhs_areas__las') }}

),

areas as (

    select
        'nhs-' || ods_code as area_code,
        min(ccg_name) as area_name,
        'Former CCG area' as area_kind,
        ods_code,
        cast(null as varchar(200)) as name_key
    from listed
    group by ods_code

    union all

    -- The files give ICBs by name only.
    select
        'nhs-' || replace({{ nhs_name_key(name_key('icb_name')) }}, ' ', '-') as area_code,
        min(icb_name) as area_name,
        'ICB' as area_kind,
        cast(null as varchar(10)) as ods_code,
        {{ nhs_name_key(name_key('icb_name')) }} as name_key
    from listed
    group by {{ nhs_name_key(name_key('icb_name')) }}

)

select * from areas
