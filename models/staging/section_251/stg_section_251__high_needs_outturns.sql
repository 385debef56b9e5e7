with

source as (

    select * from {{ source('section_251', 'high_needs_outturns') }}

),

-- A council that had ended keeps its row, with nobody in it; its name may be that of its successor.
renamed as (

    select
        _file_id as file_id,
        _row as row_number,
        replace(year, '-', '') as time_period,
        'Financial year' as time_identifier,
        'Local authority' as geographic_level,
        la_code,
        cast(null as varchar(9)) as new_la_code,
        la_name,
        cast(null as varchar(9)) as region_code,
        cast(null as varchar(100)) as region_name,
        'final' as value_status,
        'Total' as breakdown_topic,
        'Total' as breakdown,
        residents_2_18,
        place_funding,
        top_up_state,
        top_up_independent,
        support_services,
        alternative_provision_services,
        hospital_education,
        therapies,
        top_up_state_special,
        top_up_state_alternative,
        top_up_independent_special,
        top_up_independent_alternative
    from source
    where {{ typed_value('residents_2_18') }} > 0

),

observations as (

    {{ melt_observations(
        'renamed', 'section_251', 'high_needs_outturns', 'financial_year',
        [
            'residents_2_18',
            'place_funding',
            'top_up_state',
            'top_up_independent',
            'support_services',
            'alternative_provision_services',
            'hospital_education',
            'therapies',
            'top_up_state_special',
            'top_up_state_alternative',
            'top_up_independent_special',
            'top_up_independent_alternative',
        ]
    ) }}

)

select * from observations
