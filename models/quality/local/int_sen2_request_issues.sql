-- The requests and assessments of a SEN2 return.
{%- set request_rules = {
    'orphan': 'not has_person',
    'several': 'requests_of_person > 1',
    'two_active_plans': 'active_plans > 1',
    'received_missing': is_missing('receiveddate'),
    'received_not_a_date': not_a_date('receiveddate'),
    'received_in_future': 'received_date > reference_date',
    'received_before_birth': 'substr(cast(received_date as varchar(10)), 1, 7) < birth_month',
    'outcome_missing': is_missing('requestoutcome'),
    'outcome_unknown': unknown_code('requestoutcome'),
    'outcome_date_missing': is_missing('requestoutcomedate') ~ " and outcome in ('Y', 'N')",
    'outcome_not_a_date': not_a_date('requestoutcomedate'),
    'outcome_before_receipt': 'outcome_date < received_date',
    'outcome_in_future': 'outcome_date > reference_date',
    'source_unknown': unknown_code('requestsource'),
    'source_too_early': 'return_year < 2025 and ' ~ is_given('requestsource'),
    'exported_unknown': unknown_code('exported'),
    'rya_unknown': not_a_flag('rya'),
    'mediation_unknown': not_a_flag('requestmediation'),
    'tribunal_unknown': not_a_flag('requesttribunal'),
} %}
{%- set assessment_rules = {
    'orphan': 'not has_request',
    'several': 'assessments_of_request > 1',
    'outcome_missing': is_missing('assessmentoutcome'),
    'outcome_unknown': unknown_code('assessmentoutcome'),
    'outcome_date_missing': is_missing('assessmentoutcomedate') ~ " and outcome in ('Y', 'N')",
    'outcome_not_a_date': not_a_date('assessmentoutcomedate'),
    'outcome_before_receipt': 'outcome_date < received_date',
    'outcome_in_future': 'outcome_date > reference_date',
    'week20_unknown': not_a_flag('week20'),
    'mediation_unknown': not_a_flag('assessmentmediation'),
    'tribunal_unknown': not_a_flag('assessmenttribunal'),
    'other_mediation_unknown': not_a_flag('othermediation'),
    'other_tribunal_unknown': not_a_flag('othertribunal'),
} %}

with

returns as (

    {{ sen2_returns() | indent(4) }}

),

persons as (

    select
        set_id,
        {{ cell_code('persontableid') }} as person_id,
        min(personbirthdate) as birth_month
    from ({{ local_rows('sen2', 'person') }}) as person
    group by set_id, {{ cell_code('persontableid') }}

),

active_plans as (

    select
        set_id,
        {{ cell_code('requeststableid') }} as request_id,
        count(*) as active_plans
    from ({{ local_rows('sen2', 'activeplans') }}) as activeplans
    group by set_id, {{ cell_code('requeststableid') }}

),

requests as (

    select
        request_rows.*,
        {{ cell_code('requeststableid') }} as request_id,
        {{ cell_code('persontableid') }} as person_id,
        {{ cell_code('requestoutcome') }} as outcome,
        {{ local_date('receiveddate') }} as received_date,
        {{ local_date('requestoutcomedate') }} as outcome_date,
        count(*) over (
            partition by request_rows.set_id, {{ cell_code('request_rows.persontableid') }}
        ) as requests_of_person
    from ({{ local_rows('sen2', 'requests') }}) as request_rows

),

requests_judged as (

    select
        requests.*,
        cast(null as varchar(7)) as school,
        returns.return_year,
        returns.reference_date,
        persons.person_id is not null as has_person,
        persons.birth_month,
        active_plans.active_plans
    from requests
    left join returns
        on requests.set_id = returns.set_id
    left join persons
        on requests.set_id = persons.set_id and requests.person_id = persons.person_id
    left join active_plans
        on requests.set_id = active_plans.set_id and requests.request_id = active_plans.request_id

),

requests_by_id as (

    select
        set_id,
        request_id,
        min(received_date) as received_date
    from requests
    group by set_id, request_id

),

assessments as (

    select
        assessment.*,
        {{ cell_code('requeststableid') }} as request_id,
        {{ cell_code('assessmentoutcome') }} as outcome,
        {{ local_date('assessmentoutcomedate') }} as outcome_date,
        count(*) over (
            partition by assessment.set_id, {{ cell_code('assessment.requeststableid') }}
        ) as assessments_of_request
    from ({{ local_rows('sen2', 'assessment') }}) as assessment

),

assessments_judged as (

    select
        assessments.*,
        cast(null as varchar(7)) as school,
        returns.return_year,
        returns.reference_date,
        requests_by_id.request_id is not null as has_request,
        requests_by_id.received_date
    from assessments
    left join returns
        on assessments.set_id = returns.set_id
    left join requests_by_id
        on
            assessments.set_id = requests_by_id.set_id
            and assessments.request_id = requests_by_id.request_id

),

requests_coded as (

    {{ with_known_codes('requests_judged', {
        'requestoutcome': 'decision', 'requestsource': 'request_source', 'exported': 'exported',
    }) | indent(4) }}

),

assessments_coded as (

    {{ with_known_codes('assessments_judged', {'assessmentoutcome': 'decision'}) | indent(4) }}

)

{{ broken_rules('requests_coded', 'sen2', 'requests', request_rules) }}

union all

{{ broken_rules('assessments_coded', 'sen2', 'assessment', assessment_rules) }}
