with

vintages as (

    select * from {{ ref('stg_la_codes__vintages') }}

),

observations as (

    select * from {{ ref('int_observations_unioned') }}

),

named as (

    select region_code, region_name from vintages

    union

    select region_code, region_name
    from observations
    where region_code is not null and region_name is not null

),

keyed as (

    select
        region_code,
        max(region_name) as region_name,
        max({{ name_key('region_name') }}) as name_key
    from named
    where {{ matches('region_code', '^E1[0-9]{7}$') }}
    group by region_code

)

select * from keyed
