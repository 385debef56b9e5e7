with

source as (

    select * from {{ source('section_251', 'specialist_top_ups') }}

),

-- One row per local authority and year: the sectors are columns, as the parts of a total are.
by_area as (

    select
        _file_id as file_id,
        min(_row) as row_number,
        year,
        la_name,
        max(case when category = 'Total' then pop_est end) as residents_2_18,
        max(case when category = 'State' then total_spend end) as top_up_state,
        max(case when category = 'Independent or non-maintained' then total_spend end)
            as top_up_independent,
        max(case when category = 'Total' then total_spend end) as top_up_total
    from source
    group by _file_id, year, la_name

),

-- Nothing at all means that the council did not exist, or that its return is not in the file.
told as (

    select *, {{ typed_value('top_up_total') }} > 0 as is_told from by_area

),

renamed as (

    select
        file_id,
        row_number,
        substr(year, 1, 4) || substr(year, 6, 2) as time_period,
        'Financial year' as time_identifier,
        'Local authority' as geographic_level,
        cast(null as varchar(3)) as la_code,
        cast(null as varchar(9)) as new_la_code,
        la_name,
        cast(null as varchar(9)) as region_code,
        cast(null as varchar(100)) as region_name,
        'final' as value_status,
        'Total' as breakdown_topic,
        'Total' as breakdown,
        residents_2_18,
        case when is_told then top_up_state end as top_up_state,
        case when is_told then top_up_independent end as top_up_independent,
        case when is_told then top_up_total end as top_up_total
    from told

),

observations as (

    {{ melt_observations(
        'renamed', 'section_251', 'specialist_top_ups', 'financial_year',
        ['residents_2_18', 'top_up_state', 'top_up_independent', 'top_up_total']
    ) }}

)

select * from observations
