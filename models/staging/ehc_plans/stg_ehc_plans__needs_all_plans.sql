with

source as (

    select * from {{ source('ehc_plans', 'needs_all_plans') }}

),

renamed as (

    select
        {{ ees_columns() }},
        {{ standard_topic('breakdown_topic') }} as breakdown_topic,
        {{ standard_breakdown('breakdown_topic', 'breakdown') }} as breakdown,
        ehc_plans,
        number_asd,
        number_hi,
        number_mld,
        number_msi,
        number_oth,
        number_pd,
        number_pmld,
        number_semh,
        number_slcn,
        number_sld,
        number_spld,
        number_vi,
        number_need_unknown
    from source
    where {{ standard_topic('breakdown_topic') }} in ('Total', 'Age', 'Sex')

),

observations as (

    {{ melt_observations(
        'renamed', 'ehc_plans', 'needs_all_plans', 'january',
        [
            'ehc_plans',
            'number_asd',
            'number_hi',
            'number_mld',
            'number_msi',
            'number_oth',
            'number_pd',
            'number_pmld',
            'number_semh',
            'number_slcn',
            'number_sld',
            'number_spld',
            'number_vi',
            'number_need_unknown',
        ]
    ) }}

)

select * from observations
