with

source as (

    select * from {{ source('sen_in_england', 'pupils_with_plan_by_need') }}

),

-- The file repeats every LA under a pseudo-year, and every year under a pseudo-location, `Total`.
renamed as (

    select
        _file_id as file_id,
        _row as row_number,
        year as time_period,
        'Academic year' as time_identifier,
        'Local authority' as geographic_level,
        cast(null as varchar(3)) as la_code,
        location_code as new_la_code,
        cast(null as varchar(100)) as la_name,
        cast(null as varchar(9)) as region_code,
        cast(null as varchar(100)) as region_name,
        'final' as value_status,
        'Total' as breakdown_topic,
        'Total' as breakdown,
        autistic_spectrum_disorder_count,
        hearing_impairment_count,
        moderate_learning_difficulty_count,
        multi_sensory_impairment_count,
        other_difficulty_or_disability_count,
        physical_disability_count,
        profound_and_multiple_learning_difficulty_count,
        severe_learning_difficulty_count,
        social_emotional_and_mental_health_count,
        specific_learning_difficulty_count,
        speech_language_and_communications_needs_count,
        visual_impairment_count,
        down_syndrome_count
    from source
    where year <> 'Total' and location_code <> 'Total'

),

observations as (

    {{ melt_observations(
        'renamed', 'sen_in_england', 'pupils_with_plan_by_need', 'january',
        [
            'autistic_spectrum_disorder_count',
            'hearing_impairment_count',
            'moderate_learning_difficulty_count',
            'multi_sensory_impairment_count',
            'other_difficulty_or_disability_count',
            'physical_disability_count',
            'profound_and_multiple_learning_difficulty_count',
            'severe_learning_difficulty_count',
            'social_emotional_and_mental_health_count',
            'specific_learning_difficulty_count',
            'speech_language_and_communications_needs_count',
            'visual_impairment_count',
            'down_syndrome_count',
        ]
    ) }}

),

-- A code has a row for every year, also for years in which it was not in use: those are empty.
in_use as (

    select * from observations
    where value is not null

)

select * from in_use
