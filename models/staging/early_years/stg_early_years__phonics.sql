with

source as (

    select * from {{ source('early_years', 'phonics') }}

),

-- Where both counts were taken out the percentage says why: `c`, suppressed.
renamed as (

    select
        _file_id as file_id,
        _row as row_number,
        time_period,
        'Academic year' as time_identifier,
        geographic_level,
        cast(null as varchar(3)) as la_code,
        cast(null as varchar(9)) as new_la_code,
        la_name,
        cast(null as varchar(9)) as region_code,
        region_name,
        'final' as value_status,
        'SEN provision' as breakdown_topic,
        case characteristic
            when 'EHC plan or Statement' then 'EHC plan'
            else characteristic
        end as breakdown,
        coalesce(
            t_phonics_y1_met_expected_standard,
            case when pt_phonics_y1_met_expected_standard = 'c' then 'c' end
        ) as met_expected_standard,
        coalesce(
            t_phonics_y1_eligible_pupils,
            case when pt_phonics_y1_met_expected_standard = 'c' then 'c' end
        ) as eligible_pupils
    from source

),

observations as (

    {{ melt_observations(
        'renamed', 'early_years', 'phonics', 'academic_year',
        ['met_expected_standard', 'eligible_pupils']
    ) }}

)

select * from observations
