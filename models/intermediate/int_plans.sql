-- Plans maintained in January, each with its needs, its placement and the labels that it is counted
-- under.
with

plan_holders as (

    select * from {{ ref('int_plan_holders') }}

),

needs as (

    select * from {{ ref('int_plan_needs') }}

),

placements as (

    select * from {{ ref('int_plan_placements') }}

),

codes as (

    select * from {{ ref('sen2_codes') }}

),

joined as (

    select
        plan_holders.*,
        {{ local_age('plan_holders.birth_month', 'plan_holders.census_date') }} as age,
        {{ years_between('plan_holders.start_date', 'plan_holders.census_date') }} as years_held,
        first_needs.need_label,
        second_needs.need_label as second_need_label,
        placements.setting_label,
        placements.arrangement_label,
        placements.is_neet,
        placements.is_independent_special,
        placements.is_listed,
        placements.is_in_other_la,
        placements.is_in_unit_or_resourced,
        -- The return of 2023 has both on the active plan, later ones on the placement.
        coalesce(placements.residential_code, plan_holders.residential_code)
            as residential_code_of_year,
        coalesce(placements.work_based_code, plan_holders.work_based_code)
            as work_based_code_of_year
    from plan_holders
    left join needs as first_needs
        on
            plan_holders.set_id = first_needs.set_id
            and plan_holders.active_plan_record_id = first_needs.active_plan_record_id
            and first_needs.need_rank = 1
    left join needs as second_needs
        on
            plan_holders.set_id = second_needs.set_id
            and plan_holders.active_plan_record_id = second_needs.active_plan_record_id
            and second_needs.need_rank = 2
    left join placements
        on
            plan_holders.set_id = placements.set_id
            and plan_holders.active_plan_record_id = placements.active_plan_record_id

),

plans as (

    select
        joined.return_year,
        joined.january_period as time_period,
        joined.census_date as reference_date,
        joined.person_id,
        joined.flow_period,
        joined.year_start,
        joined.year_end,
        joined.start_date,
        joined.sex_label,
        joined.locality_code,
        joined.icb_code,
        joined.age,
        {{ age_label('joined.age') }} as age_label,
        {{ age_band_label('joined.age') }} as age_band_label,
        coalesce(joined.need_label, 'Need not recorded') as need_label,
        coalesce(joined.second_need_label, 'None recorded') as second_need_label,
        coalesce(joined.setting_label, 'Placement not recorded') as setting_label,
        coalesce(joined.arrangement_label, 'Not applicable') as arrangement_label,
        coalesce(joined.is_neet, false) as is_neet,
        coalesce(joined.is_independent_special, false) as is_independent_special,
        coalesce(joined.is_listed, false) as is_listed,
        coalesce(joined.is_in_other_la, false) as is_in_other_la,
        coalesce(joined.is_in_unit_or_resourced, false) as is_in_unit_or_resourced,
        coalesce(residential.label, 'Not applicable') as residential_label,
        case
            when joined.work_based_code_of_year is null then 'Not applicable'
            else coalesce(work_based.label, 'Type not recorded')
        end as work_based_label,
        joined.has_personal_budget,
        direct_payments.label as direct_payment_label,
        case
            when joined.years_held < 1 then 'Under 1 year'
            when joined.years_held < 5 then '1 to 4 years'
            when joined.years_held < 10 then '5 to 9 years'
            when joined.years_held >= 10 then '10 years and over'
            else 'Not applicable'
        end as years_held_label,
        joined.review_meeting_date,
        joined.review_decision_date,
        review_outcomes.label as review_outcome_label
    from joined
    left join codes as residential
        on
            joined.residential_code_of_year = residential.code
            and residential.item = 'residential'
    left join codes as work_based
        on
            joined.work_based_code_of_year = work_based.code
            and work_based.item = 'work_based'
    left join codes as direct_payments
        on
            joined.direct_payment_code = direct_payments.code
            and direct_payments.item = 'direct_payment'
    left join codes as review_outcomes
        on
            joined.review_outcome_code = review_outcomes.code
            and review_outcomes.item = 'review_outcome'

)

select * from plans
