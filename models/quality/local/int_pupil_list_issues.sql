-- Flat pupil lists: the census questions that one row per pupil can answer.
{%- set year_digits = replace_all('trim(academicyear)', '[^0-9]', '') %}
{%- set list_date = local_date('censusdate') %}
{%- set tables = {
    'census_download': {
        'need': 'primaryseneedstype',
        'second': 'secondarysentype',
        'term': 'upper(substr(trim(censusterm), 1, 3))',
        'year':
            "case when length(" ~ year_digits ~ ") in (4, 6, 8) then right(" ~ year_digits ~ ", 2) end",
    },
    'pupils': {
        'need': 'senneed1',
        'second': 'senneed2',
        'term': "case when extract(month from " ~ list_date ~ ") = 1 then 'SPR' end",
        'year': "substr(cast(" ~ list_date ~ " as varchar(10)), 3, 2)",
    },
} %}

with

{%- for table, its in tables.items() %}

{{ table }}_dated as (

    select
        *,
        {{ its.term }} as term,
        -- The year in which January lies ends 2023, 202223 and 2022/2023 alike.
        try_cast('20' || {{ its.year }} as integer) as return_year,
        {{ cell_code('laestab') }} as number_of_school
    from ({{ local_rows('pupil_lists', table) }}) as {{ table }}

),

{{ table }}_read as (

    select
        dated.*,
        case
            when dated.term = 'SPR' then cast(census_dates.census_date as date)
        end as reference_date,
        coalesce(
            case when length(dated.number_of_school) = 7 then dated.number_of_school end,
            {{ school_number('dated.la', 'dated.estab') }}
        ) as school,
        {{ cell_code('dated.senprovision') }} as provision,
        {{ cell_code('dated.' ~ its.need) }} as need_code,
        {{ local_date('dated.entrydate') }} as entry_date,
        {{ ethnicity_group('dated.ethnicity') }} as ethnicity_group,
        {{ is_yes('dated.senunitindicator') }} as is_in_unit,
        {{ is_yes('dated.resourcedprovisionindicator') }} as is_resourced,
        case
            when dated.upn is not null then
                sum(case when {{ cell_code('dated.enrolstatus') }} in ('C', 'M') then 1 end) over (
                    partition by dated._file_id, dated.upn, dated.term, dated.return_year
                )
        end as registrations
    from {{ table }}_dated as dated
    left join {{ ref('census_dates') }} as census_dates
        on dated.return_year = census_dates.census_year

),

{{ table }}_coded as (

    {{ with_known_codes(table ~ '_read', {
        'sex': 'sex', 'ethnicity_group': 'ethnicity_group', 'senprovision': 'sen_provision',
        'enrolstatus': 'enrolment_status', 'ncyearactual': 'year_group', 'phase': 'phase',
        its.need: 'census_need', its.second: 'census_need',
    }) | indent(4) }}

){{ ',' if not loop.last }}
{%- endfor %}

{% for table, its in tables.items() %}
{{ broken_rules(table ~ '_coded', 'pupil_lists', table, {
    'another_la': "trim(la) <> '" ~ var('la_code') ~ "'",
    'upn_missing': "upn_problem = 'blank'",
    'twice': "registrations > 1 and " ~ cell_code('enrolstatus') ~ " in ('C', 'M')",
    'sex_unknown': unknown_code('sex'),
    'ethnicity_unknown': unknown_code('ethnicity_group'),
    'enrolment_status_unknown': unknown_code('enrolstatus'),
    'year_group_unknown': unknown_code('ncyearactual'),
    'phase_unknown': unknown_code('phase'),
    'provision_missing': is_missing('senprovision'),
    'provision_unknown': unknown_code('senprovision'),
    'provision_legacy': code_of_other_year('senprovision'),
    'sen_without_need': "provision in ('K', 'E') and need_code is null",
    'need_without_sen': "provision = 'N' and need_code is not null",
    'nsa_with_plan': "provision = 'E' and need_code = 'NSA'",
    'need_unknown': unknown_code(its.need),
    'need_of_other_year': code_of_other_year(its.need),
    'second_need_unknown': unknown_code(its.second),
    'second_need_of_other_year': code_of_other_year(its.second),
    'unit_and_resourced': 'is_in_unit and is_resourced',
    'entry_not_a_date': not_a_date('entrydate'),
    'entry_in_future': 'entry_date > reference_date',
    'entry_before_birth': 'substr(cast(entry_date as varchar(10)), 1, 7) < dob',
}, upn='upn', birth_month='dob') }}
{{ 'union all' if not loop.last }}
{% endfor %}
