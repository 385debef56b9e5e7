with

source as (

    select * from {{ source('destinations', 'post16') }}

),

-- A name may stand for two local authorities, one of them abolished with a student or two left:
-- the larger is the one that is meant.
ranked as (

    select
        *,
        row_number() over (
            partition by
                _file_id, time_period, geographic_level, region_name, la_name, characteristic,
                destination_raw
            order by {{ typed_value('cohort') }} desc nulls last, _row
        ) as place
    from source

),

renamed as (

    select
        _file_id as file_id,
        _row as row_number,
        time_period,
        geographic_level,
        cast(null as varchar(3)) as la_code,
        cast(null as varchar(9)) as new_la_code,
        la_name,
        cast(null as varchar(9)) as region_code,
        region_name,
        'final' as value_status,
        destination_raw,
        cohort,
        percent_of_pupils as share,
        case
            when characteristic like '%LLDD%' then 'Learning difficulty or disability'
            else 'SEN provision'
        end as breakdown_topic,
        case characteristic
            when 'Identified SEN (mainstream)' then 'All SEN'
            when 'No identified SEN' then 'No SEN'
            when 'Identified LLDD (mainstream)' then 'With a difficulty or disability'
            when 'No identified LLDD' then 'Without a difficulty or disability'
            else characteristic
        end as breakdown
    from ranked
    where place = 1

),

observations as (

    {{ destination_observations('renamed', 'post16') }}

)

select * from observations
