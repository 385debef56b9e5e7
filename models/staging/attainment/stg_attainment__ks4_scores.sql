with

source as (

    select * from {{ source('attainment', 'ks4_scores') }}

),

renamed as (

    select
        _file_id as file_id,
        _row as row_number,
        time_period,
        time_identifier,
        geographic_level,
        cast(null as varchar(3)) as la_code,
        new_la_code,
        cast(null as varchar(100)) as la_name,
        cast(null as varchar(9)) as region_code,
        cast(null as varchar(100)) as region_name,
        lower(version) as value_status,
        'SEN provision' as breakdown_topic,
        case
            when sen_status = 'Any SEN' then 'All SEN'
            when sen_provision = 'No SEN' then 'No SEN'
            when sen_provision = 'SEN Supp' then 'SEN support'
            when sen_provision = 'SEN State EHC' then 'EHC plan'
        end as breakdown,
        variable,
        value as score
    from source
    where
        sex = 'Total'
        and ethnicity_major = 'Total'
        and free_school_meals = 'Total'
        and disadvantage = 'Total'
        and first_language = 'Total'
        and sen_status <> 'No identified SEN'

),

-- Each row of the file holds one of the two scores.
attainment as (

    select *, score as attainment_8 from renamed
    where variable = 'avg_att8'

),

progress as (

    select *, score as progress_8 from renamed
    where variable = 'avg_p8score'

),

observations as (

    {{ melt_observations(
        'attainment', 'attainment', 'ks4_scores', 'academic_year', ['attainment_8']
    ) }}

    union all

    {{ melt_observations(
        'progress', 'attainment', 'ks4_scores', 'academic_year', ['progress_8']
    ) }}

)

select * from observations
