{%- set measures = {
    'plans': 'true',
    'plans_without_need': "need_label = 'Need not recorded'",
    'plans_in_independent_special': 'is_independent_special',
    'plans_in_mainstream': "setting_label = 'Mainstream school'",
    'plans_in_unit_or_resourced':
        "setting_label = 'Mainstream school'"
        ~ " and is_in_unit_or_resourced",
    'plans_residential': "residential_label <> 'Not applicable'",
    'plans_educated_elsewhere': "setting_label = 'Educated elsewhere'",
    'plans_with_personal_budget': 'has_personal_budget',
    'plans_work_based': "work_based_label <> 'Not applicable'",
    'plans_with_start_date': 'start_date is not null',
    'plans_16_to_25': 'age between 16 and 25',
    'plans_16_to_25_neet': 'age between 16 and 25 and is_neet',
    'plans_in_listed_place': 'is_listed',
    'plans_in_other_la': 'is_in_other_la',
} %}

with

plans as (

    select * from {{ ref('int_plans') }}

),

numbered as (

    select
        *,
        {{ local_measures(measures) }}
    from plans

),

counts as (

    {{ local_counts(
        'numbered', 'sen2', 'plans', 'Academic year', measures.keys() | list,
        topics={
            'Age': 'age_label',
            'Age band': 'age_band_label',
            'Sex': 'sex_label',
            'Setting': 'setting_label',
            'Primary need': 'need_label',
            'Arrangement': 'arrangement_label',
            'Weeks in the year': 'residential_label',
            'Type of placement': 'work_based_label',
            'Years held': 'years_held_label',
        },
        area_topics=['Setting', 'Primary need', 'Years held']
    ) | indent(4) }}

)

select * from counts
