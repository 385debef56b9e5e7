-- Schools and colleges by what they count as: the list of establishments, and what only the school
-- census names.
with

listed as (

    select
        *,
        row_number() over (
            partition by urn order by file_name desc, file_id desc, row_number desc
        ) as place
    from {{ ref('stg_gias__schools') }}
    where urn is not null

),

census_schools as (

    select
        urn,
        school_type as type_name,
        '{{ var("la_code") }}' as la_code,
        row_number() over (
            partition by urn order by census_date desc nulls last, school_id asc
        ) as place
    from {{ ref('int_schools') }}
    where urn is not null and is_home

),

types as (

    select * from {{ ref('establishment_types') }}

),

together as (

    select
        urn,
        ukprn,
        la_code,
        type_name,
        'GIAS' as list_name
    from listed
    where place = 1

    union all

    select
        census_schools.urn,
        cast(null as varchar(8)) as ukprn,
        census_schools.la_code,
        census_schools.type_name,
        'School census' as list_name
    from census_schools
    left join listed
        on census_schools.urn = listed.urn
    where census_schools.place = 1 and listed.urn is null

),

establishments as (

    select
        together.urn,
        together.ukprn,
        together.la_code,
        coalesce(types.setting_label, 'Placement not recorded') as setting_label,
        coalesce(types.is_independent_special, false) as is_independent_special,
        types.arrangement_label,
        together.list_name = 'GIAS' as is_listed,
        -- A school that changed its URN kept its UKPRN: the newest stands for it.
        row_number() over (partition by together.ukprn order by together.urn desc) as place_of_ukprn
    from together
    left join types
        on
            together.list_name = types.list_name
            and lower(together.type_name) = lower(types.type_name)

)

select * from establishments
