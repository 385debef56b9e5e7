with

results as (

    select identity_id, outcome, action from {{ ref('int_identity_results') }}

    union all

    select identity_id, outcome, 'none' as action from {{ ref('int_source_agreements') }}

    union all

    select
        'own_agrees_with_published' as identity_id,
        outcome,
        'none' as action
    from {{ ref('int_local_differences') }}

),

file_checks as (

    select
        check_id,
        cast(sum(checked) as bigint) as checked,
        cast(sum(failed) as bigint) as failed
    from {{ ref('int_file_checks') }}
    group by check_id

),

titles_of_file_checks as (

    select * from {{ ref('file_checks') }}

),

identities as (

    select * from {{ ref('identities') }}

),


observations as (

    select * from {{ ref('int_observations_unioned') }}

),

resolved as (

    select * from {{ ref('int_areas_resolved') }}

),

chosen as (

    select * from {{ ref('int_indicator_values_chosen') }}

),

counted as (

    select
        identities.identity_id as check_id,
        identities.title as check_title,
        'identity' as check_kind,
        identities.description,
        count(case when results.outcome in ('pass', 'fail') then 1 end) as checked,
        count(case when results.outcome = 'pass' then 1 end) as passed,
        count(case when results.outcome = 'fail' then 1 end) as failed,
        count(case when results.outcome = 'cannot be checked' then 1 end) as not_checkable,
        count(case when results.action = 'withheld' then 1 end) as withheld
    from identities
    left join results
        on identities.identity_id = results.identity_id
    group by identities.identity_id, identities.title, identities.description

    union all

    select
        titles.check_id,
        titles.title,
        'file',
        titles.description,
        file_checks.checked,
        file_checks.checked - file_checks.failed,
        file_checks.failed,
        0,
        0
    from titles_of_file_checks as titles
    inner join file_checks
        on titles.check_id = file_checks.check_id

    union all

    select
        'cell_typed',
        'Every cell is a number or a known symbol',
        'typing',
        'Every cell of the columns that are used is a number or one of the publishers'' symbols.',
        count(*),
        count(case when missing_reason is null or missing_reason <> 'reject' then 1 end),
        count(case when missing_reason = 'reject' then 1 end),
        0,
        0
    from observations

    union all

    select
        'area_existed',
        'Every figure is of a date on which its area existed',
        'area',
        'Figures of dates before an area was created or after it ended are not shown as its own.',
        count(*),
        count(case when is_own_period then 1 end),
        count(case when not is_own_period then 1 end),
        0,
        0
    from chosen
    where indicator_value is not null

    union all

    select
        'area_known',
        'Every area is known',
        'area',
        'Every area that a file names is known by its code or its name.',
        count(distinct area_key),
        count(distinct case when area_code is not null then area_key end),
        count(distinct case when area_code is null then area_key end),
        0,
        0
    from resolved

)

select * from counted
where checked > 0 or not_checkable > 0
