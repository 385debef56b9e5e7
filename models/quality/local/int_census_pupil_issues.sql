-- The pupils of the school census, one pass over each of the two tables.
{%- set leaver_rules = {
    'orphan': 'not has_return',
    'upn_missing': "upn_problem = 'blank'",
    'sex_unknown': unknown_code('sex'),
    'ethnicity_unknown': unknown_code('ethnicity_group'),
    'possible_not_a_number': not_a_number('termlysessionspossible'),
    'authorised_not_a_number': not_a_number('termlysessionsauthorised'),
    'unauthorised_not_a_number': not_a_number('termlysessionsunauthorised'),
    'missed_more_than_possible': 'sessions_missed > sessions_possible',
} %}
{%- set pupil_rules = dict(leaver_rules, **{
    'upn_at_two_schools': 'is_at_two_schools',
    'upn_twice_in_school': 'is_twice_in_school',
    'provision_missing': is_missing('senprovision'),
    'provision_unknown': unknown_code('senprovision'),
    'provision_legacy': code_of_other_year('senprovision'),
    'sen_without_need': "asks_needs and provision in ('K', 'E') and rank_1_needs = 0",
    'need_without_sen': "asks_needs and provision = 'N' and needs > 0",
    'enrolment_status_unknown': unknown_code('enrolstatus'),
    'year_group_unknown': unknown_code('ncyearactual'),
    'unit_and_resourced': 'is_in_unit and is_resourced',
    'entry_not_a_date': not_a_date('entrydate'),
    'entry_in_future': 'entry_date > reference_date',
    'entry_before_birth': 'substr(cast(entry_date as varchar(10)), 1, 7) < dob',
}) %}

with

returns as (

    {{ census_returns() | indent(4) }}

),

registered as (

    select
        upn,
        reference_date,
        set_id,
        school,
        count(*) as registrations
    from {{ ref('int_census_pupil_keys') }}
    where upn is not null and enrolment_status in ('C', 'M')
    group by upn, reference_date, set_id, school

),

at_two_schools as (

    select
        upn,
        reference_date
    from registered
    group by upn, reference_date
    having min(school) <> max(school)

),

twice_in_school as (

    select * from registered
    where registrations > 1

),

sets_with_needs as (

    {{ sets_with('school_census', 'senneeds') | indent(4) }}

),

pupil_needs as (

    select
        set_id,
        pupilonrolltableid,
        count(*) as needs,
        count(case when {{ local_rank('sentyperank') }} = 1 then 1 end) as rank_1_needs
    from ({{ local_rows('school_census', 'senneeds') }}) as senneeds
    group by set_id, pupilonrolltableid

),

{%- set columns = ['upn', 'upn_problem', 'dob', 'dob_problem', 'sex', 'ethnicity',
    'termlysessionspossible', 'termlysessionsauthorised', 'termlysessionsunauthorised'] %}
{%- for table, own_columns in {
    'pupilonroll': ['senprovision', 'enrolstatus', 'ncyearactual', 'entrydate'],
    'pupilnolongeronroll': [],
}.items() %}

{{ table }} as (

    select
        pupils._file_id,
        pupils._row,
        {%- for column in columns + own_columns %}
        pupils.{{ column }},
        {%- endfor %}
        {%- if table == 'pupilonroll' %}
        {{ cell_code('pupils.senprovision') }} as provision,
        {{ local_date('pupils.entrydate') }} as entry_date,
        {{ is_yes('pupils.senunitindicator') }} as is_in_unit,
        {{ is_yes('pupils.resourcedprovisionindicator') }} as is_resourced,
        returns.term = 'SPR' and sets_with_needs.set_id is not null as asks_needs,
        coalesce(pupil_needs.needs, 0) as needs,
        coalesce(pupil_needs.rank_1_needs, 0) as rank_1_needs,
        at_two_schools.upn is not null as is_at_two_schools,
        twice_in_school.upn is not null as is_twice_in_school,
        {%- endif %}
        {{ ethnicity_group('pupils.ethnicity') }} as ethnicity_group,
        try_cast(pupils.termlysessionspossible as double) as sessions_possible,
        coalesce(try_cast(pupils.termlysessionsauthorised as double), 0)
        + coalesce(try_cast(pupils.termlysessionsunauthorised as double), 0) as sessions_missed,
        returns.school,
        returns.return_year,
        returns.reference_date,
        returns.set_id is not null as has_return
    from ({{ local_rows('school_census', table) }}) as pupils
    left join returns
        on
            pupils.set_id = returns.set_id
            and pupils.schoolcensustableid = returns.schoolcensustableid
    {%- if table == 'pupilonroll' %}
    left join sets_with_needs
        on pupils.set_id = sets_with_needs.set_id
    left join pupil_needs
        on
            pupils.set_id = pupil_needs.set_id
            and pupils.pupilonrolltableid = pupil_needs.pupilonrolltableid
    left join at_two_schools
        on
            pupils.upn = at_two_schools.upn
            and returns.reference_date = at_two_schools.reference_date
            and {{ cell_code('pupils.enrolstatus') }} in ('C', 'M')
    left join twice_in_school
        on
            pupils.upn = twice_in_school.upn
            and pupils.set_id = twice_in_school.set_id
            and returns.school = twice_in_school.school
            and returns.reference_date = twice_in_school.reference_date
            and {{ cell_code('pupils.enrolstatus') }} in ('C', 'M')
    {%- endif %}

),
{%- endfor %}

pupils_coded as (

    {{ with_known_codes('pupilonroll', {
        'sex': 'sex', 'ethnicity_group': 'ethnicity_group', 'senprovision': 'sen_provision',
        'enrolstatus': 'enrolment_status', 'ncyearactual': 'year_group',
    }) | indent(4) }}

),

leavers_coded as (

    {{ with_known_codes('pupilnolongeronroll', {
        'sex': 'sex', 'ethnicity_group': 'ethnicity_group',
    }) | indent(4) }}

)

{{ broken_rules(
    'pupils_coded', 'school_census', 'pupilonroll', pupil_rules, upn='upn', birth_month='dob'
) }}

union all

{{ broken_rules(
    'leavers_coded', 'school_census', 'pupilnolongeronroll', leaver_rules, upn='upn', birth_month='dob'
) }}
