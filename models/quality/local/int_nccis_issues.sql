{%- set rules = {
    'month_unknown': is_given('monthno') ~ ' and (month_number is null or month_number not between 1 and 12)',
    'month_missing': is_missing('monthno'),
    'activity_missing': is_missing('current_activity_code'),
    'activity_unknown': unknown_code('current_activity_code'),
    'send_flag_unknown': not_a_flag('send_flag'),
    'sex_unknown': unknown_code('sex'),
    'number_missing': 'young_person is null',
    'twice': 'records > 1',
} %}

with

activities as (

    select
        *,
        cast(null as varchar(7)) as school,
        {{ local_rank('monthno') }} as month_number,
        coalesce(young_person_id, upn, uln) as young_person,
        -- An academic year such as 2023/24 or 202324; a year alone does not say which it is.
        case
            when length({{ replace_all('trim(acadyr)', '[^0-9]', '') }}) >= 6
                then try_cast(substr(trim(acadyr), 1, 4) as integer)
        end as first_year
    from ({{ local_rows('nccis', 'activities') }}) as nccis_rows

),

dated as (

    select
        *,
        case when month_number >= 9 then first_year else first_year + 1 end as return_year,
        case
            when young_person is not null then
                count(*) over (partition by _file_id, acadyr, month_number, young_person)
        end as records
    from activities

),

with_reference_date as (

    select
        *,
        try_cast(
            cast(return_year as varchar(4)) || '-'
            || lpad(cast(month_number as varchar(2)), 2, '0') || '-28' as date
        ) as reference_date
    from dated

),

coded as (

    {{ with_known_codes('with_reference_date', {
        'current_activity_code': 'activity', 'sex': 'nccis_sex',
    }) | indent(4) }}

)

{{ broken_rules('coded', 'nccis', 'activities', rules, upn='upn', birth_month='dob') }}
