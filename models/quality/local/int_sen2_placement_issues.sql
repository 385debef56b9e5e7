-- Placements of named plans and of active plans, and the needs of active plans: all have ranks.
{%- set parents = {
    'plandetail': {'parent': 'namedplan', 'key': 'namedplantableid', 'rank': 'placementrank'},
    'placementdetail': {'parent': 'activeplans', 'key': 'activeplanstableid', 'rank': 'placementrank'},
    'senneed': {'parent': 'activeplans', 'key': 'activeplanstableid', 'rank': 'sentyperank'},
} %}
{%- set rank_rules = {
    'orphan': 'not has_parent',
    'rank_unknown': is_given('rank_cell') ~ ' and (rank is null or rank < 1)',
    'rank_missing': is_missing('rank_cell'),
    'rank_1_twice': 'rank = 1 and rows_of_rank > 1',
    'rank_twice': 'rank <> 1 and rows_of_rank > 1',
    'rank_gap': 'highest_rank > ranks and rank = highest_rank',
} %}
{%- set setting_rules = dict(rank_rules, **{
    'urn_not_a_number': not_a_number('urn'),
    'ukprn_not_a_number': not_a_number('ukprn'),
    'setting_unknown': unknown_code('sensetting'),
    'setting_missing':
        is_missing('urn') ~ ' and ' ~ is_missing('ukprn') ~ ' and ' ~ is_missing('sensetting'),
    'neet_under_16': cell_code('sensetting') ~ " = 'NEET' and age < 16",
    'unit_and_resourced': 'is_in_unit and is_resourced',
}) %}
{%- set placement_rules = dict(setting_rules, **{
    'entry_not_a_date': not_a_date('entrydate'),
    'leaving_not_a_date': not_a_date('leavingdate'),
    'left_before_entry': local_date('leavingdate') ~ ' < ' ~ local_date('entrydate'),
    'res_unknown': unknown_code('res'),
    'wpb_unknown': unknown_code('wpb'),
    'res_too_early': 'return_year < 2024 and ' ~ is_given('res'),
    'wpb_too_early': 'return_year < 2024 and ' ~ is_given('wpb'),
}) %}
{%- set need_rules = dict(rank_rules, **{
    'need_missing': is_missing('sentype'),
    'need_unknown': unknown_code('sentype') ~ ' and ' ~ cell_code('sentype') ~ " <> 'NSA'",
    'need_nsa': cell_code('sentype') ~ " = 'NSA'",
    'need_of_other_year': code_of_other_year('sentype'),
}) %}

with

returns as (

    {{ sen2_returns() | indent(4) }}

),

person as (

    {{ local_rows('sen2', 'person') | indent(4) }}

),

requests as (

    {{ local_rows('sen2', 'requests') | indent(4) }}

),

persons as (

    select
        person.set_id,
        {{ cell_code('requests.requeststableid') }} as request_id,
        min(person.personbirthdate) as birth_month
    from person
    inner join requests
        on
            person.set_id = requests.set_id
            and {{ cell_code('person.persontableid') }}
            = {{ cell_code('requests.persontableid') }}
    group by person.set_id, {{ cell_code('requests.requeststableid') }}

),

assessments as (

    select
        set_id,
        {{ cell_code('assessmenttableid') }} as assessment_id,
        min({{ cell_code('requeststableid') }}) as request_id
    from ({{ local_rows('sen2', 'assessment') }}) as assessment
    group by set_id, {{ cell_code('assessmenttableid') }}

),

plan_parents as (

    select
        namedplan.set_id,
        'namedplan' as parent,
        {{ cell_code('namedplan.namedplantableid') }} as parent_id,
        min(assessments.request_id) as request_id
    from ({{ local_rows('sen2', 'namedplan') }}) as namedplan
    left join assessments
        on
            namedplan.set_id = assessments.set_id
            and {{ cell_code('namedplan.assessmenttableid') }} = assessments.assessment_id
    group by namedplan.set_id, {{ cell_code('namedplan.namedplantableid') }}

    union all

    select
        set_id,
        'activeplans' as parent,
        {{ cell_code('activeplanstableid') }} as parent_id,
        min({{ cell_code('requeststableid') }}) as request_id
    from ({{ local_rows('sen2', 'activeplans') }}) as activeplans
    group by set_id, {{ cell_code('activeplanstableid') }}

),

parents as (

    select
        plan_parents.set_id,
        plan_parents.parent,
        plan_parents.parent_id,
        cast(null as varchar(7)) as school,
        returns.return_year,
        {{ age_at_august('persons.birth_month', 'returns.reference_date') }} as age
    from plan_parents
    left join returns
        on plan_parents.set_id = returns.set_id
    left join persons
        on plan_parents.set_id = persons.set_id and plan_parents.request_id = persons.request_id

),

{%- for table, its in parents.items() %}

{{ table }}_ranked as (

    select
        *,
        {{ cell_code(its.key) }} as parent_id,
        {{ its.rank }} as rank_cell,
        {%- if table != 'senneed' %}
        {{ is_yes('senunitindicator') }} as is_in_unit,
        {{ is_yes('resourcedprovisionindicator') }} as is_resourced,
        {%- endif %}
        {{ local_rank(its.rank) }} as rank
    from ({{ local_rows('sen2', table) }}) as {{ table }}

),

{{ table }}_by_rank as (

    select
        set_id,
        parent_id,
        rank,
        count(*) as rows_of_rank
    from {{ table }}_ranked
    group by set_id, parent_id, rank

),

{{ table }}_ranks as (

    select
        set_id,
        parent_id,
        count(rank) as ranks,
        max(rank) as highest_rank
    from {{ table }}_by_rank
    group by set_id, parent_id

),

{{ table }}_judged as (

    select
        ranked.*,
        parents.parent_id is not null as has_parent,
        parents.school,
        parents.return_year,
        parents.age,
        by_rank.rows_of_rank,
        ranks.ranks,
        ranks.highest_rank
    from {{ table }}_ranked as ranked
    left join parents
        on
            parents.parent = '{{ its.parent }}'
            and ranked.set_id = parents.set_id
            and ranked.parent_id = parents.parent_id
    left join {{ table }}_by_rank as by_rank
        on
            ranked.set_id = by_rank.set_id
            and ranked.parent_id = by_rank.parent_id
            and ranked.rank = by_rank.rank
    left join {{ table }}_ranks as ranks
        on ranked.set_id = ranks.set_id and ranked.parent_id = ranks.parent_id

),
{%- endfor %}

plandetail_coded as (

    {{ with_known_codes('plandetail_judged', {'sensetting': 'sen_setting'}) | indent(4) }}

),

placementdetail_coded as (

    {{ with_known_codes('placementdetail_judged', {
        'sensetting': 'sen_setting', 'res': 'residential', 'wpb': 'work_based',
    }) | indent(4) }}

),

senneed_coded as (

    {{ with_known_codes('senneed_judged', {'sentype': 'sen2_need'}) | indent(4) }}

)

{{ broken_rules('plandetail_coded', 'sen2', 'plandetail', setting_rules) }}

union all

{{ broken_rules('placementdetail_coded', 'sen2', 'placementdetail', placement_rules) }}

union all

{{ broken_rules('senneed_coded', 'sen2', 'senneed', need_rules) }}
