with

source as (

    select * from {{ source('section_251', 'grant_balances') }}

),

renamed as (

    select
        _file_id as file_id,
        _row as row_number,
        time_period,
        'Financial year' as time_identifier,
        geographic_level,
        cast(null as varchar(3)) as la_code,
        cast(null as varchar(9)) as new_la_code,
        la_name,
        cast(null as varchar(9)) as region_code,
        region_name,
        'final' as value_status,
        'Total' as breakdown_topic,
        'Total' as breakdown,
        dsg_cumulative_balance_as_a_percent_of_the_total_income as balance_percent
    from source

),

observations as (

    {{ melt_observations(
        'renamed', 'section_251', 'grant_balances', 'financial_year', ['balance_percent']
    ) }}

)

select * from observations
