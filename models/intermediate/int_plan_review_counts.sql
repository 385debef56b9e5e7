-- Annual reviews of the plans in January are those of the calendar year before; the return has
-- asked for the meeting since 2024.
with

plans as (

    select *, reference_date as census_date from {{ ref('int_plans') }}
    where return_year >= 2024

),

reviewed as (

    select
        flow_period as time_period,
        year_end as reference_date,
        age_label,
        sex_label,
        locality_code,
        icb_code,
        coalesce(start_date < year_start, false) as is_due,
        coalesce(review_meeting_date between year_start and year_end, false) as has_meeting,
        case
            when review_decision_date <= census_date
                then {{ days_between('review_meeting_date', 'review_decision_date') }}
        end as days_to_decision
    from plans

),

numbered as (

    select
        *,
        case when is_due then 1 else 0 end as reviews_due,
        case when is_due and has_meeting then 1 else 0 end as reviews_held,
        case when has_meeting and days_to_decision >= 0 then 1 else 0 end as reviews_decided,
        case when has_meeting and days_to_decision between 0 and 4 * 7 then 1 else 0 end
            as reviews_decided_in_4_weeks
    from reviewed

),

counts as (

    {{ local_counts(
        'numbered', 'sen2', 'reviews', 'Calendar year',
        ['reviews_due', 'reviews_held', 'reviews_decided', 'reviews_decided_in_4_weeks'],
        topics={'Age': 'age_label', 'Sex': 'sex_label'}
    ) | indent(4) }}

)

select * from counts
