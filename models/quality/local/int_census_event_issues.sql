-- What hangs below a pupil of the school census: exclusions, sessions missed, meals.
{%- set rolls = ['onroll', 'offroll'] %}
{%- set exclusion_rules = {
    'orphan': 'not has_pupil',
    'start_missing': is_missing('startdate'),
    'start_not_a_date': not_a_date('startdate'),
    'start_in_future': 'start_date > reference_date',
    'category_missing': is_missing('category'),
    'category_unknown': unknown_code('category'),
    'provision_unknown': unknown_code('senprovision'),
    'reported_twice': 'reports > 1',
} %}
{%- set session_rules = {
    'orphan': 'not has_pupil',
    'reason_unknown': unknown_code('attendancereason'),
    'sessions_not_a_number': not_a_number('sessions'),
} %}
{%- set meal_rules = {
    'orphan': 'not has_pupil',
    'start_not_a_date': not_a_date('fsmstartdate'),
    'end_not_a_date': not_a_date('fsmenddate'),
    'end_before_start': local_date('fsmenddate') ~ ' < ' ~ local_date('fsmstartdate'),
} %}
{%- set tables = {
    'termlyexclusionsonroll': 'pupilonroll',
    'termlyexclusionsoffroll': 'pupilnolongeronroll',
    'termlysessiondetailsonroll': 'pupilonroll',
    'termlysessiondetailsoffroll': 'pupilnolongeronroll',
    'fsmperiod': 'pupilonroll',
} %}

with

pupils as (

    select * from {{ ref('int_census_pupil_keys') }}

),

{%- for table, parent in tables.items() %}

{{ table }} as (

    select
        events.*,
        pupils.school,
        pupils.return_year,
        pupils.reference_date,
        pupils.upn,
        {%- if 'exclusions' in table %}
        {{ local_date('events.startdate') }} as start_date,
        {%- endif %}
        pupils.pupil_id is not null as has_pupil
    from ({{ local_rows('school_census', table) }}) as events
    left join pupils
        on
            pupils.table_name = '{{ parent }}'
            and events.set_id = pupils.set_id
            and events.{{ parent }}tableid = pupils.pupil_id

),
{%- endfor %}

-- One exclusion is one pupil, start and category, whichever roll and export it stands in.
reports as (

    select
        upn,
        start_date,
        {{ cell_code('category') }} as category,
        count(*) as reports
    from (
        select
            upn,
            start_date,
            category
        from termlyexclusionsonroll
        union all
        select
            upn,
            start_date,
            category
        from termlyexclusionsoffroll
    ) as both_rolls
    where upn is not null and start_date is not null
    group by upn, start_date, {{ cell_code('category') }}
    having count(*) > 1

)

{%- for roll in rolls %},

{%- set exclusions = 'termlyexclusions' ~ roll %}

{{ exclusions }}_reported as (

    select
        {{ exclusions }}.*,
        reports.reports
    from {{ exclusions }}
    left join reports
        on
            {{ exclusions }}.upn = reports.upn
            and {{ exclusions }}.start_date = reports.start_date
            and {{ cell_code(exclusions ~ '.category') }} = reports.category

),

{{ exclusions }}_coded as (

    {{ with_known_codes(exclusions ~ '_reported', {
        'category': 'exclusion_category', 'senprovision': 'sen_provision',
    }) | indent(4) }}

),

termlysessiondetails{{ roll }}_coded as (

    {{ with_known_codes('termlysessiondetails' ~ roll, {
        'attendancereason': 'attendance_reason',
    }) | indent(4) }}

)
{%- endfor %}

{% for roll in rolls %}
{{ broken_rules(
    'termlyexclusions' ~ roll ~ '_coded', 'school_census', 'termlyexclusions' ~ roll, exclusion_rules
) }}

union all

{{ broken_rules(
    'termlysessiondetails' ~ roll ~ '_coded', 'school_census', 'termlysessiondetails' ~ roll, session_rules
) }}

union all
{% endfor %}

{{ broken_rules('fsmperiod', 'school_census', 'fsmperiod', meal_rules) }}
