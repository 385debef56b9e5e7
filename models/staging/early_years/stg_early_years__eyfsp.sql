with

source as (

    select * from {{ source('early_years', 'eyfsp') }}

),

-- Districts are parts of their local authority and carry its code.
renamed as (

    select
        {{ ees_columns() }},
        case
            when characteristic = 'SEN provision' then 'SEN provision'
            when gender = 'Total' then 'Total'
            else 'Sex'
        end as breakdown_topic,
        case
            when characteristic = 'Total' and gender = 'Girls' then 'Female'
            when characteristic = 'Total' and gender = 'Boys' then 'Male'
            when characteristic = 'Total' then 'Total'
            when characteristic_type = 'No identified SEN' then 'No SEN'
            when characteristic_type = 'Unclassified' then 'Unknown'
            else characteristic_type
        end as breakdown,
        children_number,
        gld_number
    from source
    where
        geographic_level in ('National', 'Regional', 'Local authority')
        and (characteristic = 'Total' or (characteristic = 'SEN provision' and gender = 'Total'))

),

observations as (

    {{ melt_observations(
        'renamed', 'early_years', 'eyfsp', 'academic_year', ['children_number', 'gld_number']
    ) }}

)

select * from observations
