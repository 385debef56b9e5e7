with

source as (

    select * from {{ source('destinations', 'ks4') }}

),

renamed as (

    select
        {{ ees_columns('lower(version)') }},
        destination_raw,
        cohort,
        percent_of_pupils as share,
        'SEN provision' as breakdown_topic,
        case characteristic
            when 'EHC plan or Statement' then 'EHC plan'
            when 'Identified SEN' then 'All SEN'
            when 'No identified SEN' then 'No SEN'
            else characteristic
        end as breakdown
    from source
    where characteristic_group = 'SEN Provision'

),

observations as (

    {{ destination_observations('renamed', 'ks4') }}

)

select * from observations
