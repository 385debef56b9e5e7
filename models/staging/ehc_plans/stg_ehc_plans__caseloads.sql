with

source as (

    select * from {{ source('ehc_plans', 'caseload') }}

),

renamed as (

    select
        {{ ees_columns() }},
        {{ standard_topic('breakdown_topic') }} as breakdown_topic,
        {{ standard_breakdown('breakdown_topic', 'breakdown') }} as breakdown,
        ehcplans,
        mainstream_total,
        special_total,
        ap_pru_total,
        fe_total,
        ed_elsewhere,
        nm_early_years,
        placement_unknown,
        await_prov_2022,
        perm_ex_2022,
        other_placement_settings,
        special_la_maintained,
        special_academy_free,
        special_independent,
        special_non_maintained,
        general_fe_tertiary_colleges,
        specialist_post_16_institutions,
        ukrlp_provider,
        elective_home_education,
        other_arrangements_la,
        other_arrangements_parents,
        online_provider,
        w_settings,
        other_schools,
        neet,
        neet_ntci,
        neet_other,
        neet_other_csa
    from source
    where {{ standard_topic('breakdown_topic') }} in ('Total', 'Age', 'Sex')

),

observations as (

    {{ melt_observations(
        'renamed', 'ehc_plans', 'caseload', 'january',
        [
            'ehcplans',
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
            'special_la_maintained',
            'special_academy_free',
            'special_independent',
            'special_non_maintained',
            'general_fe_tertiary_colleges',
            'specialist_post_16_institutions',
            'ukrlp_provider',
            'elective_home_education',
            'other_arrangements_la',
            'other_arrangements_parents',
            'online_provider',
            'w_settings',
            'other_schools',
            'neet',
            'neet_ntci',
            'neet_other',
            'neet_other_csa',
        ]
    ) }}

)

select * from observations
