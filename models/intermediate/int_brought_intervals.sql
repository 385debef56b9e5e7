-- Intervals that a family of indicators makes itself: the one list of such models is a variable.
with

brought as (

    select
        cast(null as varchar(100)) as indicator_id,
        cast(null as varchar(7)) as time_period,
        cast(null as varchar(100)) as area_code,
        cast(null as varchar(100)) as breakdown_topic,
        cast(null as varchar(100)) as breakdown,
        cast(null as varchar(20)) as value_status,
        cast(null as double) as lower_ci,
        cast(null as double) as upper_ci,
        cast(null as varchar(30)) as ci_method
    where 1 = 0
    {%- for model in var('interval_models') %}

    union all

    select
        indicator_id,
        time_period,
        area_code,
        breakdown_topic,
        breakdown,
        value_status,
        lower_ci,
        upper_ci,
        ci_method
    from {{ ref(model) }}
    {%- endfor %}

)

select * from brought
