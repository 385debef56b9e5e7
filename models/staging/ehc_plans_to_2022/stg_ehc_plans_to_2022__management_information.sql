with

source as (

    select * from {{ source('ehc_plans_to_2022', 'management_information') }}

),

renamed as (

    select
        _file_id as file_id,
        _row as row_number,
        time_period,
        'Calendar year' as time_identifier,
        geographic_level,
        old_la_code as la_code,
        new_la_code,
        la_name,
        region_code,
        region_name,
        'final' as value_status,
        'Total' as breakdown_topic,
        'Total' as breakdown,
        inreqehc,
        assrefusedehc,
        assnoneehc,
        totincexcehc,
        incexc20weekehc,
        totnoexcehc,
        noexc20weekehc,
        newehcmediation
    from source

),

observations as (

    {{ melt_observations(
        'renamed', 'ehc_plans_to_2022', 'management_information', 'calendar_year',
        [
            'inreqehc',
            'assrefusedehc',
            'assnoneehc',
            'totincexcehc',
            'incexc20weekehc',
            'totnoexcehc',
            'noexc20weekehc',
            'newehcmediation',
        ]
    ) }}

)

select * from observations
