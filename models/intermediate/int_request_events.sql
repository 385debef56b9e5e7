-- What happened to requests in the year, each event with the age at that time.
with

requests as (

    select * from {{ ref('int_requests') }}

),

events as (

    {%- for event, date_column, condition in [
        ('Request received', 'received_date', 'is_counted'),
        ('Request decided', 'request_decision_date', "is_counted and request_outcome in ('Y', 'N')"),
        (
            'Assessment decided', 'assessment_decision_date',
            "is_assessment_counted and assessment_outcome in ('Y', 'N')"
        ),
        ('Plan started', 'start_date', 'is_assessment_counted'),
        ('Plan ceased', 'cease_date', 'true'),
        ('Still open', 'reference_date', 'is_open'),
    ] %}
    select
        *,
        '{{ event }}' as event,
        {{ date_column }} as event_date
    from requests
    where {{ condition }} and {{ date_column }} between year_start and reference_date
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

aged as (

    select
        *,
        {{ local_age('birth_month', 'event_date') }} as age
    from events

),

request_events as (

    select
        return_year,
        time_period,
        reference_date,
        set_id,
        request_record_id,
        event,
        {{ flow_age_label('age') }} as age_label,
        {{ age_band_label('age') }} as age_band_label,
        sex_label,
        locality_code,
        icb_code,
        request_outcome,
        assessment_outcome,
        has_exception,
        days_to_request_decision,
        days_to_assessment_decision,
        days_to_plan,
        -- The return asks for the source since 2025.
        case
            when event = 'Request received' and return_year >= 2025 then source_label
            else 'Not applicable'
        end as source_label,
        case when event = 'Plan ceased' then cease_reason_label else 'Not applicable' end
            as reason_label,
        case
            when event <> 'Still open' then 'Not applicable'
            when days_since_receipt <= 20 * 7 then 'Up to 20 weeks'
            when days_since_receipt <= 30 * 7 then '20 to 30 weeks'
            when days_since_receipt <= 52 * 7 then '30 to 52 weeks'
            else 'Over 52 weeks'
        end as time_open_label
    from aged

)

select * from request_events
