with

vintages as (

    select * from {{ ref('stg_la_codes__vintages') }}

),

entities as (

    select * from {{ ref('stg_la_codes__entities') }}

),

observations as (

    select * from {{ ref('int_observations_unioned') }}

),

-- What the data files themselves say of codes, for an area that no code list names.
observed as (

    select
        la_code,
        new_la_code,
        max(la_name) as la_name,
        max(region_code) as region_code,
        max(region_name) as region_name
    from observations
    where
        geographic_level = 'Local authority'
        and source_name in ('ehc_plans', 'ehc_plans_to_2022', 'neet_scorecard', 'pupils')
        and la_code is not null
        and new_la_code is not null
    group by la_code, new_la_code

),

listed as (

    select la_code, new_la_code, la_name, region_code, first_date, last_date, 1 as list_rank
    from entities

    union all

    select
        la_code,
        new_la_code,
        la_name,
        region_code,
        case
            when first_year > min(first_year) over ()
                then cast(cast(first_year as varchar(4)) || '-01-01' as date)
        end as first_date,
        case
            when last_year < max(last_year) over ()
                then cast(cast(last_year as varchar(4)) || '-12-31' as date)
        end as last_date,
        2 as list_rank
    from vintages

    union all

    select
        la_code,
        new_la_code,
        la_name,
        region_code,
        null as first_date,
        null as last_date,
        3 as list_rank
    from observed

),

ranked as (

    select
        *,
        row_number() over (
            partition by la_code, new_la_code order by list_rank, la_name
        ) as place
    from listed

),

chosen as (

    select
        la_code,
        new_la_code,
        la_name,
        {{ name_key('la_name') }} as name_key,
        region_code,
        first_date,
        last_date
    from ranked
    where place = 1

)

select * from chosen
