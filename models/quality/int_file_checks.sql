-- What is odd about the published files themselves, and how the figures are read all the same.
{%- set need_cells = [
    'asd', 'hi', 'mld', 'msi', 'oth', 'pd', 'pmld', 'semh', 'slcn', 'sld', 'spld', 'vi', 'need_unknown'
] %}

with

files as (

    select * from {{ source('extract', 'files') }}
    where status = 'recognised' and coalesce(origin, 'published') <> 'inbox'

),

headers as (

    select
        'header_is_plain' as check_id,
        source_name,
        table_name,
        cast(null as varchar(10)) as area_code,
        cast(null as varchar(6)) as time_period,
        count(*) as checked,
        count(nullif(header_notes, '')) as failed,
        'In ' || source_name || ', ' || table_name || ': ' || max(nullif(header_notes, '')) || '.'
            as explanation
    from files
    group by source_name, table_name

),

resolved as (

    select * from {{ ref('int_areas_resolved') }}
    where area_code is not null and new_la_code is not null

),

codes as (

    select * from {{ ref('dim_area_codes') }}

),

codes_used as (

    select
        'code_of_its_time' as check_id,
        cast(null as varchar(100)) as source_name,
        cast(null as varchar(100)) as table_name,
        resolved.area_code,
        cast(null as varchar(6)) as time_period,
        count(distinct resolved.reference_date) as checked,
        count(
            distinct case
                when resolved.new_la_code <> codes.new_la_code then resolved.reference_date
            end
        ) as failed,
        'Figures of dates from '
        || cast(year(min(
            case when resolved.new_la_code <> codes.new_la_code then resolved.reference_date end
        )) as varchar(4))
        || ' stand beside the code '
        || min(case when resolved.new_la_code <> codes.new_la_code then resolved.new_la_code end)
        || ', where ' || min(codes.new_la_code) || ' to ' || max(codes.new_la_code)
        || ' are the area''s codes of those dates.' as explanation
    from resolved
    inner join codes
        on
            resolved.area_code = codes.area_code
            and resolved.reference_date between codes.first_date and codes.last_date
    group by resolved.area_code

),

januaries as (

    {%- for table in ['age_caseload', 'estab_caseload'] %}
    select '{{ table }}' as table_name, time_period, time_identifier
    from {{ source('ehc_plans_to_2022', table) }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

labels_of_january as (

    select
        'january_is_academic_year' as check_id,
        'ehc_plans_to_2022' as source_name,
        table_name,
        cast(null as varchar(10)) as area_code,
        cast(null as varchar(6)) as time_period,
        count(*) as checked,
        count(case when time_identifier = 'Calendar year' then 1 end) as failed,
        'Rows that label a January with its calendar year: ' || min(time_period) || ' to '
        || max(time_period) || '.' as explanation
    from januaries
    group by table_name

),

lait as (

    select *, {{ typed_value('figure') }} as typed
    from {{ source('lait', 'measures') }}

),

lait_checks as (

    select
        'reasons_are_told_apart' as check_id,
        count(*) as checked,
        count(case when trim(figure) = '-' then 1 end) as failed,
        'One sign, "-", stands for every reason.' as explanation
    from lait

    union all

    select
        'years_are_written_alike' as check_id,
        count(distinct years) as checked,
        count(distinct case when not {{ matches('years', '^[0-9]{4}$') }} then years end) as failed,
        'Spellings of a year other than four digits.' as explanation
    from lait

    union all

    select
        'numbers_are_exact' as check_id,
        count(typed) as checked,
        count(case when figure like '%.______%' and typed <> round(typed, 6) then 1 end) as failed,
        'Numbers with noise beyond the sixth decimal.' as explanation
    from lait

),

lait_rows as (

    select
        check_id,
        'lait' as source_name,
        'measures' as table_name,
        cast(null as varchar(10)) as area_code,
        cast(null as varchar(6)) as time_period,
        checked,
        failed,
        explanation
    from lait_checks
    where checked > 0

),

needs as (

    select * from {{ ref('primary_needs') }}

),

needs_written as (

    select distinct trim(primary_need) as written
    from {{ source('sen_in_england', 'need_by_phase') }}

),

labels_of_needs as (

    select
        'needs_have_one_label' as check_id,
        'sen_in_england' as source_name,
        'need_by_phase' as table_name,
        cast(null as varchar(10)) as area_code,
        cast(null as varchar(6)) as time_period,
        count(*) as checked,
        count(case when needs.need_label is null then 1 end) as failed,
        'Written otherwise than in the code list: '
        || min(case when needs.need_label is null then needs_written.written end) || ' to '
        || max(case when needs.need_label is null then needs_written.written end) || '.'
            as explanation
    from needs_written
    left join needs
        on needs_written.written = needs.need_label
    having count(*) > 0

),

observations as (

    select * from {{ ref('int_observations_matched') }}
    where
        source_name = 'sen_in_england'
        and table_name = 'pupils_with_plan_by_need'
        and value is not null

),

first_years as (

    select measure, min(time_period) as first_period
    from observations
    group by measure

),

years_of_needs as (

    select
        'needs_of_every_year' as check_id,
        'sen_in_england' as source_name,
        'pupils_with_plan_by_need' as table_name,
        cast(null as varchar(10)) as area_code,
        max(first_period) as time_period,
        count(*) as checked,
        count(case when first_period > earliest then 1 end) as failed,
        'New in ' || max(first_period) || ': '
        || max(case when first_period > earliest then replace(measure, '_', ' ') end) || '.'
            as explanation
    from (
        select first_years.*, min(first_years.first_period) over () as earliest
        from first_years
    ) as dated
    having count(*) > 0

),

results as (

    select * from {{ ref('int_identity_results') }}
    where
        geographic_level = 'Local authority'
        and identity_id in (
            'settings_sum_to_plans', 'settings_sum_to_new_plans', 'needs_sum_to_plans',
            'reasons_sum_to_ceased_plans', 'outcomes_sum_to_requests', 'meetings_sum_to_reviews'
        )
        and found_value is not null

),

totals_only as (

    select
        'parts_are_there' as check_id,
        source_name,
        table_name,
        area_code,
        time_period,
        count(*) as checked,
        count(case when outcome = 'cannot be checked' then 1 end) as failed,
        'A total without its parts.' as explanation
    from results
    group by source_name, table_name, area_code, time_period

),

need_cells as (

    {%- for need in need_cells %}
    select number_{{ need }} as cell
    from {{ source('ehc_plans', 'needs_all_plans') }}
    where geographic_level = 'Local authority'
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

small_cells as (

    select
        'no_small_cells' as check_id,
        'ehc_plans' as source_name,
        'needs_all_plans' as table_name,
        cast(null as varchar(10)) as area_code,
        cast(null as varchar(6)) as time_period,
        count(*) as checked,
        count(case when cell between 1 and 4 then 1 end) as failed,
        'Cells of one to four children by need, age and sex.' as explanation
    from (select {{ typed_value('cell') }} as cell from need_cells) as typed
    where cell is not null
    having count(*) > 0

),

checked as (

    {%- for checks in [
        'headers', 'codes_used', 'labels_of_january', 'lait_rows', 'labels_of_needs',
        'years_of_needs', 'totals_only', 'small_cells'
    ] %}
    select
        check_id,
        source_name,
        table_name,
        area_code,
        time_period,
        checked,
        failed,
        case when failed > 0 then explanation end as explanation
    from {{ checks }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}

)

select * from checked
