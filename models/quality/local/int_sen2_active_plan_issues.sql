-- The active plans of a SEN2 return: what each must have below it, and its reviews.
{%- set rules = {
    'orphan': 'not has_request',
    'without_placement': 'asks_placements and placements = 0',
    'without_rank_1': 'placements > 0 and rank_1_placements = 0',
    'needs_not_1_or_2': 'asks_needs and needs not between 1 and 2',
    'two_primary_needs': 'rank_1_needs > 1',
    'transfer_not_historical': is_given('transferla') ~ " and request_outcome <> 'H'",
    'last_review_not_a_date': not_a_date('lastreview'),
    'meeting_not_a_date': not_a_date('reviewmeeting'),
    'decision_before_meeting': 'decision_date < meeting_date',
    'decision_in_future': 'decision_date > reference_date',
    'meeting_in_future': 'meeting_date > reference_date',
    'draft_not_a_date': not_a_date('reviewdraft'),
    'phase_due_not_a_date': not_a_date('phasetransferduedate'),
    'phase_final_not_a_date': not_a_date('phasetransferfinaldate'),
    'review_outcome_unknown': unknown_code('reviewoutcome'),
    'res_unknown': unknown_code('res'),
    'wpb_unknown': unknown_code('wpb'),
    'meeting_too_early': 'return_year < 2024 and ' ~ is_given('reviewmeeting'),
    'review_outcome_too_early': 'return_year < 2024 and ' ~ is_given('reviewoutcome'),
    'draft_too_early': 'return_year < 2025 and ' ~ is_given('reviewdraft'),
    'phase_due_too_early': 'return_year < 2025 and ' ~ is_given('phasetransferduedate'),
    'phase_final_too_early': 'return_year < 2025 and ' ~ is_given('phasetransferfinaldate'),
} %}

with

returns as (

    {{ sen2_returns() | indent(4) }}

),

requests as (

    select
        set_id,
        {{ cell_code('requeststableid') }} as request_id,
        min({{ cell_code('requestoutcome') }}) as request_outcome
    from ({{ local_rows('sen2', 'requests') }}) as request_rows
    group by set_id, {{ cell_code('requeststableid') }}

),

sets_with_placements as (

    {{ sets_with('sen2', 'placementdetail') | indent(4) }}

),

sets_with_needs as (

    {{ sets_with('sen2', 'senneed') | indent(4) }}

),

placements as (

    select
        set_id,
        {{ cell_code('activeplanstableid') }} as active_plan_id,
        count(*) as placements,
        count(case when {{ local_rank('placementrank') }} = 1 then 1 end) as rank_1_placements
    from ({{ local_rows('sen2', 'placementdetail') }}) as placementdetail
    group by set_id, {{ cell_code('activeplanstableid') }}

),

needs as (

    select
        set_id,
        {{ cell_code('activeplanstableid') }} as active_plan_id,
        count(*) as needs,
        count(case when {{ local_rank('sentyperank') }} = 1 then 1 end) as rank_1_needs
    from ({{ local_rows('sen2', 'senneed') }}) as senneed
    group by set_id, {{ cell_code('activeplanstableid') }}

),

plans as (

    select
        activeplans.*,
        {{ cell_code('activeplanstableid') }} as active_plan_id,
        {{ cell_code('requeststableid') }} as request_id,
        {{ local_date('lastreview') }} as decision_date,
        {{ local_date('reviewmeeting') }} as meeting_date
    from ({{ local_rows('sen2', 'activeplans') }}) as activeplans

),

plans_judged as (

    select
        plans.*,
        cast(null as varchar(7)) as school,
        returns.return_year,
        returns.reference_date,
        requests.request_id is not null as has_request,
        requests.request_outcome,
        sets_with_placements.set_id is not null as asks_placements,
        coalesce(placements.placements, 0) as placements,
        coalesce(placements.rank_1_placements, 0) as rank_1_placements,
        sets_with_needs.set_id is not null as asks_needs,
        coalesce(needs.needs, 0) as needs,
        coalesce(needs.rank_1_needs, 0) as rank_1_needs
    from plans
    left join returns
        on plans.set_id = returns.set_id
    left join requests
        on plans.set_id = requests.set_id and plans.request_id = requests.request_id
    left join sets_with_placements
        on plans.set_id = sets_with_placements.set_id
    left join sets_with_needs
        on plans.set_id = sets_with_needs.set_id
    left join placements
        on plans.set_id = placements.set_id and plans.active_plan_id = placements.active_plan_id
    left join needs
        on plans.set_id = needs.set_id and plans.active_plan_id = needs.active_plan_id

),

coded as (

    {{ with_known_codes('plans_judged', {
        'reviewoutcome': 'review_outcome', 'res': 'residential', 'wpb': 'work_based',
    }) | indent(4) }}

)

{{ broken_rules('coded', 'sen2', 'activeplans', rules) }}
