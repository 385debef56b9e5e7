-- The results files: four tables with the same questions under their own column names.
{%- set tables = {
    'ks2': {
        'prefix': '', 'school': "case when length(" ~ cell_code('laestab') ~ ") = 7 then "
            ~ cell_code('laestab') ~ " end", 'group': 'acadyr, version, endks',
        'codes': {'sex': 'sex', 'sentype': 'sen_provision', 'version': 'results_version'},
        'rules': {
            'eligible_unknown': not_a_flag('eligrwm'),
            'outcome_unknown': not_a_flag('rwmexp'),
            'provision_unknown': unknown_code('sentype'),
        },
    },
    'ks4': {
        'prefix': 'ks4_', 'school': "case when length(" ~ cell_code('ks4_laestab') ~ ") = 7 then "
            ~ cell_code('ks4_laestab') ~ " end", 'group': 'ks4_acadyr, ks4_version, ks4_endks',
        'codes': {'ks4_sex': 'sex', 'ks4_version': 'results_version'},
        'rules': {
            'attainment_8_not_a_number': not_a_number('ks4_att8'),
            'progress_8_not_a_number': not_a_number('ks4_p8score'),
            'grade_4_unknown': not_a_flag('ks4_l2basics_94'),
            'grade_5_unknown': not_a_flag('ks4_l2basics_95'),
            'sen_support_unknown': not_a_flag('ks4_senk'),
            'ehc_plan_unknown': not_a_flag('ks4_sene'),
        },
    },
    'eyfsp': {
        'prefix': 'fsp_', 'school': "case when length(" ~ cell_code('fsp_laestab') ~ ") = 7 then "
            ~ cell_code('fsp_laestab') ~ " end", 'group': 'fsp_acadyr, fsp_version',
        'codes': {'fsp_sex': 'sex', 'fsp_version': 'results_version', 'fsp_gld': 'good_development'},
        'rules': {'outcome_unknown': unknown_code('fsp_gld')},
    },
    'phonics': {
        'prefix': 'phonics_', 'school': school_number('phonics_la', 'phonics_estab'),
        'group': 'phonics_acadyr, phonics_version, phonics_ncyearactual',
        'codes': {
            'phonics_sex': 'sex', 'phonics_version': 'results_version',
            'phonics_phonics_outcome': 'phonics_outcome', 'phonics_ncyearactual': 'year_group',
        },
        'rules': {
            'outcome_unknown': unknown_code('phonics_phonics_outcome'),
            'year_group_unknown': unknown_code('phonics_ncyearactual'),
        },
    },
} %}

with

{%- for table, its in tables.items() %}

{{ table }}_read as (

    select
        *,
        {{ its.school }} as school,
        cast(null as integer) as no_year,
        case
            when {{ its.prefix }}upn is not null then
                count(*) over (partition by _file_id, {{ its.prefix }}upn, {{ its.group }})
        end as records
    from ({{ local_rows('results', table) }}) as {{ table }}

),

{{ table }}_coded as (

    {{ with_known_codes(table ~ '_read', its.codes, year='no_year') | indent(4) }}

){{ ',' if not loop.last }}
{%- endfor %}

{% for table, its in tables.items() %}
{{ broken_rules(table ~ '_coded', 'results', table, dict(its.rules, **{
    'another_la': 'trim(' ~ its.prefix ~ "la) <> '" ~ var('la_code') ~ "'",
    'upn_missing': its.prefix ~ "upn_problem = 'blank'",
    'twice': 'records > 1',
    'sex_unknown': unknown_code(its.prefix ~ 'sex'),
    'version_unknown': unknown_code(its.prefix ~ 'version'),
}), upn=its.prefix ~ 'upn') }}
{{ 'union all' if not loop.last }}
{% endfor %}
