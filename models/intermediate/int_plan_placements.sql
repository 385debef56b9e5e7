-- The main placement of each active plan, and what it counts as: by the code of the setting, else
-- by the establishment.
with

returns as (

    select * from {{ ref('int_sen2_returns') }}

),

placements as (

    select * from {{ ref('stg_sen2__placements') }}
    where placement_rank = 1

),

codes as (

    select * from {{ ref('sen2_codes') }}

),

establishments as (

    select * from {{ ref('int_establishments') }}

),

-- Of several main placements the one that has not ended, then the latest.
ranked as (

    select
        placements.*,
        row_number() over (
            partition by placements.set_id, placements.active_plan_record_id
            order by
                case when placements.leaving_date <= returns.census_date then 1 else 0 end asc,
                placements.entry_date desc nulls last,
                placements.file_id asc,
                placements.row_number asc
        ) as place
    from placements
    inner join returns
        on placements.set_id = returns.set_id

),

main as (

    select
        ranked.*,
        settings.label as coded_setting_label,
        arrangements.label as coded_arrangement_label
    from ranked
    left join codes as settings
        on ranked.setting_code = settings.code and settings.item = 'setting'
    left join codes as arrangements
        on ranked.setting_code = arrangements.code and arrangements.item = 'arrangement'
    where ranked.place = 1

),

-- A code of the setting says that there is no school or college, whatever else is filled.
at_establishments as (

    select
        main.*,
        coalesce(by_urn.urn, by_ukprn.urn) as establishment_urn
    from main
    left join establishments as by_urn
        on main.urn = by_urn.urn and main.coded_setting_label is null
    left join establishments as by_ukprn
        on
            main.ukprn = by_ukprn.ukprn
            and by_ukprn.place_of_ukprn = 1
            and main.coded_setting_label is null

),

plan_placements as (

    select
        at_establishments.set_id,
        at_establishments.active_plan_record_id,
        coalesce(
            at_establishments.coded_setting_label,
            establishments.setting_label,
            'Placement not recorded'
        ) as setting_label,
        coalesce(at_establishments.coded_arrangement_label, establishments.arrangement_label)
            as arrangement_label,
        coalesce(at_establishments.setting_code = 'NEET', false) as is_neet,
        coalesce(establishments.is_independent_special, false) as is_independent_special,
        coalesce(establishments.is_listed, false) as is_listed,
        coalesce(
            establishments.is_listed and establishments.la_code <> '{{ var("la_code") }}', false
        ) as is_in_other_la,
        coalesce(at_establishments.in_sen_unit, false)
        or coalesce(at_establishments.in_resourced_provision, false) as is_in_unit_or_resourced,
        at_establishments.residential_code,
        at_establishments.work_based_code
    from at_establishments
    left join establishments
        on at_establishments.establishment_urn = establishments.urn

)

select * from plan_placements
