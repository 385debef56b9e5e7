-- Every code that an item of the council's own records may have: those that a list of meanings
-- gives, and the rest, with the first and last year of the return that has them.
{%- set lists = {
    'activity': ('nccis_activities', 'code'),
    'attendance_reason': ('attendance_codes', 'attendance_code'),
    'enrolment_status': ('enrolment_statuses', 'enrolment_code'),
    'exclusion_category': ('exclusion_categories', 'category_code'),
    'phase': ('school_phases', 'phase_code'),
    'year_group': ('year_groups', 'year_code'),
    'phonics_outcome': ('phonics_outcomes', 'outcome_code'),
    'results_version': ('result_versions', 'version_code'),
} %}

with

codes as (
    {%- for code_set, (seed, column) in lists.items() %}

    select
        '{{ code_set }}' as code_set,
        upper({{ column }}) as code,
        cast(null as integer) as first_year,
        cast(null as integer) as last_year
    from {{ ref(seed) }}

    union
    {%- endfor %}

    select
        case item when 'setting' then 'sen_setting' else item end as code_set,
        upper(code) as code,
        cast(null as integer) as first_year,
        cast(null as integer) as last_year
    from {{ ref('sen2_codes') }}

    union

    select
        code_set,
        code,
        first_year,
        last_year
    from {{ ref('local_codes') }}

)

select * from codes
