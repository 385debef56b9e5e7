with

source as (

    select * from {{ source('ehc_plans', 'new_plans') }}

),

renamed as (

    select
        {{ ees_columns() }},
        {{ standard_topic('breakdown_topic') }} as breakdown_topic,
        {{ standard_breakdown('breakdown_topic', 'breakdown') }} as breakdown,
        new_ehc_plans,
        mainstream_total,
        special_total,
        ap_pru_total,
        fe_total,
        ed_elsewhere,
        nm_early_years,
        placement_unknown,
        await_prov_2022,
        perm_ex_2022,
        other_placement_settings
    from source
    where {{ standard_topic('breakdown_topic') }} in ('Total', 'Age', 'Sex')

),

observations as (

    {{ melt_observations(
        'renamed', 'ehc_plans', 'new_plans', 'calendar_year',
        [
            'new_ehc_plans',
            'mainstream_total',
            'special_total',
            'ap_pru_total',
            'fe_total',
            'ed_elsewhere',
            'nm_early_years',
            'placement_unknown',
            'await_prov_2022',
            'perm_ex_2022',
            'other_placement_settings',
        ]
    ) }}

)

select * from observations
