-- The header and the persons of a SEN2 return.
{%- set header_rules = {
    'another_la': "trim(lea) <> '" ~ var('la_code') ~ "'",
    'delivered_twice': 'deliveries > 1',
    'year_not_a_number': not_a_number('year'),
    'reference_not_a_date': not_a_date('referencedate'),
    'dsco_too_early': 'return_year < 2025 and ' ~ is_given('dsco'),
} %}
{%- set person_rules = {
    'without_request': 'asks_requests and requests = 0',
    'twice': 'records > 1',
    'number_missing': 'not has_number and ' ~ is_missing('upnunknown'),
    'upnunknown_unknown': unknown_code('upnunknown'),
    'sex_unknown': unknown_code('sex'),
    'gender_unknown': unknown_code('gendercurrent'),
    'sex_too_early': 'return_year < 2024 and ' ~ is_given('sex'),
    'ethnicity_unknown': unknown_code('ethnicity_group'),
} %}

with

headers as (

    select
        *,
        cast(null as varchar(7)) as school,
        {{ local_rank('year') }} as return_year,
        count(*) over (partition by trim(lea), {{ local_rank('year') }}) as deliveries
    from ({{ local_rows('sen2', 'sen2') }}) as sen2

),

returns as (

    {{ sen2_returns() | indent(4) }}

),

sets_with_requests as (

    {{ sets_with('sen2', 'requests') | indent(4) }}

),

requests_of_persons as (

    select
        set_id,
        {{ cell_code('persontableid') }} as person_id,
        count(*) as requests
    from ({{ local_rows('sen2', 'requests') }}) as requests
    group by set_id, {{ cell_code('persontableid') }}

),

persons as (

    select
        person.*,
        {{ cell_code('person.persontableid') }} as person_id,
        {{ ethnicity_group('person.ethnicity') }} as ethnicity_group,
        person.upn is not null or person.uniquelearnernumber is not null as has_number,
        case
            when person.upn is not null
                then count(*) over (partition by person.set_id, person.upn)
        end as records
    from ({{ local_rows('sen2', 'person') }}) as person

),

persons_judged as (

    select
        persons.*,
        cast(null as varchar(7)) as school,
        returns.return_year,
        returns.reference_date,
        sets_with_requests.set_id is not null as asks_requests,
        coalesce(requests_of_persons.requests, 0) as requests
    from persons
    left join returns
        on persons.set_id = returns.set_id
    left join sets_with_requests
        on persons.set_id = sets_with_requests.set_id
    left join requests_of_persons
        on
            persons.set_id = requests_of_persons.set_id
            and persons.person_id = requests_of_persons.person_id

),

coded as (

    {{ with_known_codes('persons_judged', {
        'upnunknown': 'upn_unknown', 'sex': 'sex', 'gendercurrent': 'gender',
        'ethnicity_group': 'ethnicity_group',
    }) | indent(4) }}

)

{{ broken_rules('headers', 'sen2', 'sen2', header_rules) }}

union all

{{ broken_rules(
    'coded', 'sen2', 'person', person_rules, upn='upn', birth_month='personbirthdate'
) }}
