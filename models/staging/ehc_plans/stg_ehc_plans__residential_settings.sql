with

source as (

    select * from {{ source('ehc_plans', 'residential_settings') }}

),

renamed as (

    select
        {{ ees_columns() }},
        {{ standard_topic('breakdown_topic') }} as breakdown_topic,
        {{ standard_breakdown('breakdown_topic', 'breakdown') }} as breakdown,
        res_tot,
        res_3851,
        res_52
    from source
    where {{ standard_topic('breakdown_topic') }} in ('Total', 'Age', 'Sex')

),

observations as (

    {{ melt_observations(
        'renamed', 'ehc_plans', 'residential_settings', 'january',
        [
            'res_tot',
            'res_3851',
            'res_52',
        ]
    ) }}

)

select * from observations
