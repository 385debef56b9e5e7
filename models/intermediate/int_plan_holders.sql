-- Plans that were in force on the census date, one for each person: a return may hold a person
-- twice.
with

returns as (

    select * from {{ ref('int_sen2_returns') }}

),

active_plans as (

    select * from {{ ref('stg_sen2__active_plans') }}

),

cases as (

    select * from {{ ref('int_sen2_cases') }}

),

-- An active plan without a request or a named plan has no start date, and is believed.
in_force as (

    select
        active_plans.*,
        returns.return_year,
        returns.january_period,
        returns.census_date,
        returns.flow_period,
        returns.year_start,
        returns.year_end,
        coalesce(
            cases.person_id,
            'record-' || active_plans.set_id || '-p-' || coalesce(
                active_plans.active_plan_record_id, cast(active_plans.row_number as varchar(20))
            )
        ) as person_id,
        cases.birth_month,
        coalesce(cases.sex_label, 'Unknown') as sex_label,
        coalesce(cases.locality_code, 'locality-not-known') as locality_code,
        coalesce(cases.icb_code, 'icb-not-known') as icb_code,
        cases.start_date,
        coalesce(cases.has_personal_budget, false) as has_personal_budget,
        cases.direct_payment_code
    from active_plans
    inner join returns
        on active_plans.set_id = returns.set_id
    left join cases
        on
            active_plans.set_id = cases.set_id
            and active_plans.request_record_id = cases.request_record_id
    where
        (cases.start_date is null or cases.start_date <= returns.census_date)
        and (cases.cease_date is null or cases.cease_date > returns.census_date)

),

ranked as (

    select
        *,
        row_number() over (
            partition by return_year, person_id
            order by
                start_date desc nulls last,
                try_cast(active_plan_record_id as bigint) asc nulls last,
                active_plan_record_id asc,
                file_id asc,
                row_number asc
        ) as place
    from in_force

),

plan_holders as (

    select * from ranked
    where place = 1

)

select * from plan_holders
