-- The points of a series across which its figures are not compared.
with

declared as (

    select * from {{ ref('int_declared_breaks') }}

),

created as (

    select * from {{ ref('int_area_breaks') }}

),

suspected as (

    select * from {{ ref('int_suspected_breaks') }}

),

breaks as (

    select
        indicator_id,
        cast(null as varchar(100)) as area_code,
        cast(null as varchar(500)) as breakdown_topic,
        cast(null as varchar(500)) as breakdown,
        time_period,
        'declared' as kind,
        title,
        reason,
        cast(null as boolean) as is_local
    from declared

    union all

    select
        indicator_id,
        area_code,
        null as breakdown_topic,
        null as breakdown,
        time_period,
        'declared' as kind,
        title,
        reason,
        null as is_local
    from created

    union all

    select
        indicator_id,
        area_code,
        breakdown_topic,
        breakdown,
        time_period,
        'suspected' as kind,
        'recording may have changed' as title,
        explanation as reason,
        is_local
    from suspected

)

select * from breaks
