{%- set return_rules = {
    'another_la': "trim(lea) <> '" ~ var('la_code') ~ "'",
    'delivered_twice': 'deliveries > 1',
    'without_school_row': 'asks_schools and school_rows = 0',
    'year_not_a_number': not_a_number('year'),
    'term_unknown': unknown_code('term'),
    'reference_not_a_date': not_a_date('referencedate'),
    'reference_missing': is_missing('referencedate'),
} %}
{%- set school_rules = {
    'orphan': 'not has_return',
    'phase_unknown': unknown_code('phase'),
} %}

with

returns as (

    {{ local_rows('school_census', 'schoolcensus') | indent(4) }}

),

schools as (

    {{ local_rows('school_census', 'school') | indent(4) }}

),

sets_with_schools as (

    {{ sets_with('school_census', 'school') | indent(4) }}

),

schools_of_returns as (

    select
        set_id,
        schoolcensustableid,
        count(*) as school_rows
    from schools
    group by set_id, schoolcensustableid

),

numbered as (

    select
        *,
        {{ school_number('lea', 'estab') }} as school,
        {{ local_rank('year') }} as return_year
    from returns

),

returns_judged as (

    select
        numbered.*,
        sets_with_schools.set_id is not null as asks_schools,
        coalesce(schools_of_returns.school_rows, 0) as school_rows,
        case
            when numbered.school is not null then
                count(*) over (
                    partition by
                        numbered.school,
                        numbered.return_year,
                        upper(substr(trim(numbered.term), 1, 3))
                )
        end as deliveries
    from numbered
    left join sets_with_schools
        on numbered.set_id = sets_with_schools.set_id
    left join schools_of_returns
        on
            numbered.set_id = schools_of_returns.set_id
            and numbered.schoolcensustableid = schools_of_returns.schoolcensustableid

),

return_keys as (

    {{ census_returns() | indent(4) }}

),

schools_judged as (

    select
        schools.*,
        return_keys.school,
        return_keys.return_year,
        return_keys.set_id is not null as has_return
    from schools
    left join return_keys
        on
            schools.set_id = return_keys.set_id
            and schools.schoolcensustableid = return_keys.schoolcensustableid

),

returns_coded as (

    {{ with_known_codes('returns_judged', {'term': 'term'}) | indent(4) }}

),

schools_coded as (

    {{ with_known_codes('schools_judged', {'phase': 'phase'}) | indent(4) }}

)

{{ broken_rules('returns_coded', 'school_census', 'schoolcensus', return_rules) }}

union all

{{ broken_rules('schools_coded', 'school_census', 'school', school_rules) }}
