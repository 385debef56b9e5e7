-- The plans that a SEN2 return names, and where they place.
{%- set plan_rules = {
    'orphan': 'not has_assessment',
    'several': 'plans_of_assessment > 1',
    'without_detail': 'asks_details and details = 0',
    'details_too_many': 'details > 2',
    'start_missing': is_missing('startdate'),
    'start_not_a_date': not_a_date('startdate'),
    'start_before_request': 'start_date < received_date',
    'start_in_future': 'start_date > reference_date',
    'start_after_census_but_active': 'start_date > reference_date and active_plans > 0',
    'ceased_not_a_date': not_a_date('ceasedate'),
    'ceased_in_future': 'cease_date > reference_date',
    'ceased_before_start': 'cease_date < start_date',
    'ceased_but_active': 'cease_date <= reference_date and active_plans > 0',
    'cease_reason_missing': is_given('ceasedate') ~ ' and ' ~ is_missing('ceasereason'),
    'cease_reason_unknown': unknown_code('ceasereason'),
    'planres_unknown': unknown_code('planres'),
    'planwpb_unknown': unknown_code('planwpb'),
    'dp_unknown': unknown_code('dp'),
    'pb_unknown': not_a_flag('pb'),
    'oa_unknown': not_a_flag('oa'),
} %}

with

returns as (

    {{ sen2_returns() | indent(4) }}

),

requests as (

    select
        set_id,
        {{ cell_code('requeststableid') }} as request_id,
        min({{ local_date('receiveddate') }}) as received_date
    from ({{ local_rows('sen2', 'requests') }}) as request_rows
    group by set_id, {{ cell_code('requeststableid') }}

),

assessments as (

    select
        set_id,
        {{ cell_code('assessmenttableid') }} as assessment_id,
        min({{ cell_code('requeststableid') }}) as request_id
    from ({{ local_rows('sen2', 'assessment') }}) as assessment
    group by set_id, {{ cell_code('assessmenttableid') }}

),

active_plans as (

    select
        set_id,
        {{ cell_code('requeststableid') }} as request_id,
        count(*) as active_plans
    from ({{ local_rows('sen2', 'activeplans') }}) as activeplans
    group by set_id, {{ cell_code('requeststableid') }}

),

sets_with_details as (

    {{ sets_with('sen2', 'plandetail') | indent(4) }}

),

details as (

    select
        set_id,
        {{ cell_code('namedplantableid') }} as plan_id,
        count(*) as details
    from ({{ local_rows('sen2', 'plandetail') }}) as plandetail
    group by set_id, {{ cell_code('namedplantableid') }}

),

plans as (

    select
        namedplan.*,
        {{ cell_code('namedplantableid') }} as plan_id,
        {{ cell_code('assessmenttableid') }} as assessment_id,
        {{ local_date('startdate') }} as start_date,
        {{ local_date('ceasedate') }} as cease_date,
        count(*) over (
            partition by namedplan.set_id, {{ cell_code('namedplan.assessmenttableid') }}
        ) as plans_of_assessment
    from ({{ local_rows('sen2', 'namedplan') }}) as namedplan

),

plans_judged as (

    select
        plans.*,
        cast(null as varchar(7)) as school,
        returns.return_year,
        returns.reference_date,
        assessments.assessment_id is not null as has_assessment,
        requests.received_date,
        active_plans.active_plans,
        sets_with_details.set_id is not null as asks_details,
        coalesce(details.details, 0) as details
    from plans
    left join returns
        on plans.set_id = returns.set_id
    left join assessments
        on plans.set_id = assessments.set_id and plans.assessment_id = assessments.assessment_id
    left join requests
        on assessments.set_id = requests.set_id and assessments.request_id = requests.request_id
    left join active_plans
        on
            assessments.set_id = active_plans.set_id
            and assessments.request_id = active_plans.request_id
    left join sets_with_details
        on plans.set_id = sets_with_details.set_id
    left join details
        on plans.set_id = details.set_id and plans.plan_id = details.plan_id

),

coded as (

    {{ with_known_codes('plans_judged', {
        'ceasereason': 'cease_reason', 'planres': 'residential', 'planwpb': 'work_based', 'dp': 'direct_payment',
    }) | indent(4) }}

)

{{ broken_rules('coded', 'sen2', 'namedplan', plan_rules) }}
