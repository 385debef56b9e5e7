-- Flat pupil lists: the census questions that one row per pupil can answer.
{%- set tables = {
    'census_download': {'need': 'primaryseneedstype', 'second': 'secondarysentype'},
    'pupils': {'need': 'senneed1', 'second': 'senneed2'},
} %}

with

{%- for table, its in tables.items() %}

{{ table }}_dated as (

    select
        *,
        {%- if table == 'census_download' %}
        upper(substr(trim(censusterm), 1, 3)) as term,
        -- 2022/2023, 202223 and 2023 are all the year in which January lies.
        try_cast(
            case length({{ replace_all('trim(academicyear)', '[^0-9]', '') }})
                when 4 then trim(academicyear)
                when 6 then '20' || right(trim(academicyear), 2)
                when 8 then right(trim(academicyear), 4)
            end as integer
        ) as return_year
        {%- else %}
        case when extract(month from {{ local_date('censusdate') }}) = 1 then 'SPR' end as term,
        cast(extract(year from {{ local_date('censusdate') }}) as integer) as return_year
        {%- endif %}
    from ({{ local_rows('pupil_lists', table) }}) as {{ table }}

),

{{ table }}_read as (

    select
        dated.*,
        case when dated.term = 'SPR' then cast(census_dates.census_date as date) end as reference_date,
        coalesce(
            case
                when length({{ local_code('dated.laestab') }}) = 7 then {{ local_code('dated.laestab') }}
            end,
            {{ school_number('dated.la', 'dated.estab') }}
        ) as school,
        {{ local_code('dated.senprovision') }} as provision,
        {{ local_code('dated.' ~ its.need) }} as need_code,
        {{ local_date('dated.entrydate') }} as entry_date,
        {{ ethnicity_group('dated.ethnicity') }} as ethnicity_group,
        {{ local_flag('dated.senunitindicator') }} as is_in_unit,
        {{ local_flag('dated.resourcedprovisionindicator') }} as is_resourced,
        case
            when dated.upn is not null then
                count(case when {{ local_code('dated.enrolstatus') }} in ('C', 'M') then 1 end) over (
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
    'twice': "registrations > 1 and " ~ local_code('enrolstatus') ~ " in ('C', 'M')",
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
