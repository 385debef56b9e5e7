with

observations as (

    select * from {{ ref('int_observations_unioned') }}

),

periods as (

    select * from {{ ref('int_periods') }}

),

area_codes as (

    select * from {{ ref('int_area_codes') }}

),

areas as (

    select * from {{ ref('int_areas') }}

),

aliases as (

    select * from {{ ref('area_name_aliases') }}

),

nhs_areas as (

    select * from {{ ref('int_nhs_areas') }}

),

described as (

    select distinct
        observations.area_key,
        observations.geographic_level,
        observations.la_code,
        observations.new_la_code,
        observations.la_name,
        observations.region_code,
        observations.region_name,
        periods.reference_date,
        {{ name_key(
            "case when observations.geographic_level = 'Regional' "
            ~ "then coalesce(observations.region_name, observations.la_name) "
            ~ "else observations.la_name end"
        ) }} as written_key
    from observations
    inner join periods
        on
            observations.time_period = periods.time_period
            and observations.period_kind = periods.period_kind

),

keyed as (

    select
        described.*,
        coalesce(aliases.name_key, described.written_key) as name_key
    from described
    left join aliases
        on described.written_key = aliases.alias_key

),

-- Codes flip in different years in different files, so a nine-character code counts whenever used.
by_code as (

    select distinct
        keyed.area_key,
        keyed.reference_date,
        coalesce(by_three.area_code, by_nine.la_code) as code_area
    from keyed
    left join areas as by_three
        on keyed.la_code = by_three.area_code and by_three.geographic_level = 'Local authority'
    left join area_codes as by_nine
        on keyed.new_la_code = by_nine.new_la_code
    where keyed.geographic_level = 'Local authority'

),

-- Of two LAs with one name (Dorset before and after 2019), the one that existed at the time.
by_name as (

    select
        keyed.area_key,
        keyed.reference_date,
        min_by(
            areas.area_code,
            case
                when keyed.reference_date between areas.first_date and areas.last_date then '0'
                else '1'
            end || areas.area_code
        ) as name_area
    from keyed
    inner join areas
        on
            keyed.name_key = areas.name_key
            and areas.geographic_level = 'Local authority'
    where keyed.geographic_level = 'Local authority'
    group by keyed.area_key, keyed.reference_date

),

regions as (

    select
        keyed.area_key,
        keyed.reference_date,
        min(coalesce(by_region_code.area_code, by_region_name.area_code)) as region_area
    from keyed
    left join areas as by_region_code
        on
            keyed.region_code = by_region_code.area_code
            and by_region_code.geographic_level = 'Regional'
    left join areas as by_region_name
        on
            keyed.name_key = by_region_name.name_key
            and by_region_name.geographic_level = 'Regional'
    where keyed.geographic_level = 'Regional'
    group by keyed.area_key, keyed.reference_date

),

-- An NHS area is found by its code in the NHS, or by the name of its ICB, and is never an LA.
nhs as (

    select
        keyed.area_key,
        keyed.reference_date,
        min(coalesce(by_ods_code.area_code, by_icb_name.area_code)) as nhs_area
    from keyed
    left join nhs_areas as by_ods_code
        on keyed.la_code = by_ods_code.ods_code
    left join nhs_areas as by_icb_name
        on {{ nhs_name_key('keyed.name_key') }} = by_icb_name.name_key
    where keyed.geographic_level = 'NHS area'
    group by keyed.area_key, keyed.reference_date

),

lives as (

    select area_code, name_key, first_date, last_date from areas
    where geographic_level = 'Local authority'

),

-- A code that was not yet, or no longer, in use in that year is a successor's or a predecessor's:
-- figures for Dorset before 2019 are printed under the code of today's Dorset.
decided as (

    select
        by_code.area_key,
        by_code.reference_date,
        by_code.code_area,
        by_name.name_area,
        code_lives.name_key <> name_lives.name_key as is_conflict,
        case
            when code_lives.name_key = name_lives.name_key
                and year(code_lives.first_date) <= year(by_code.reference_date)
                and year(code_lives.last_date) >= year(by_code.reference_date)
                then by_code.code_area
            -- Where code and name point to two LAs the name decides: a table is read by its names,
            -- and the row is reported as disputed.
            else coalesce(by_name.name_area, by_code.code_area)
        end as area_code
    from by_code
    left join by_name
        on by_code.area_key = by_name.area_key and by_code.reference_date = by_name.reference_date
    left join lives as code_lives
        on by_code.code_area = code_lives.area_code
    left join lives as name_lives
        on by_name.name_area = name_lives.area_code

),

resolved as (

    select
        keyed.area_key,
        keyed.reference_date,
        keyed.geographic_level,
        keyed.la_code,
        keyed.new_la_code,
        keyed.la_name,
        keyed.region_name,
        decided.code_area,
        decided.name_area,
        case keyed.geographic_level
            when 'National' then '{{ var("england_area_code") }}'
            when 'Regional' then regions.region_area
            when 'NHS area' then nhs.nhs_area
            else decided.area_code
        end as area_code,
        coalesce(decided.is_conflict, false) as has_code_name_conflict
    from keyed
    left join decided
        on keyed.area_key = decided.area_key and keyed.reference_date = decided.reference_date
    left join regions
        on keyed.area_key = regions.area_key and keyed.reference_date = regions.reference_date
    left join nhs
        on keyed.area_key = nhs.area_key and keyed.reference_date = nhs.reference_date

)

select * from resolved
