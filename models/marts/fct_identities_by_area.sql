with

results as (

    select
        identity_id,
        area_code,
        geographic_level,
        outcome,
        action
    from {{ ref('int_identity_results') }}

    union all

    select
        identity_id,
        area_code,
        geographic_level,
        outcome,
        case outcome when 'fail' then 'noted' else 'none' end as action
    from {{ ref('int_source_agreements') }}

    union all

    select
        'own_agrees_with_published' as identity_id,
        area_code,
        'Local authority' as geographic_level,
        outcome,
        'none' as action
    from {{ ref('int_local_differences') }}

),

failures as (

    select
        identity_id,
        area_code,
        count(explanation_id) as explained
    from {{ ref('int_identity_failures') }}
    group by identity_id, area_code

    union all

    select
        'own_agrees_with_published' as identity_id,
        area_code,
        count(nullif(reasons, '')) as explained
    from {{ ref('int_local_differences') }}
    where outcome = 'fail'
    group by area_code

),

identities as (

    select * from {{ ref('identities') }}

),

areas as (

    select * from {{ ref('int_areas') }}

),

counted as (

    select
        identity_id,
        area_code,
        geographic_level,
        count(case when outcome in ('pass', 'fail') then 1 end) as checked,
        count(case when outcome = 'fail' then 1 end) as failed,
        count(case when action = 'withheld' then 1 end) as withheld,
        count(case when outcome = 'cannot be checked' then 1 end) as not_checkable
    from results
    group by identity_id, area_code, geographic_level

),

by_area as (

    select
        counted.identity_id,
        identities.title,
        counted.geographic_level,
        counted.area_code,
        areas.area_name,
        counted.checked,
        counted.failed,
        coalesce(failures.explained, 0) as explained,
        counted.withheld,
        counted.not_checkable
    from counted
    inner join identities
        on counted.identity_id = identities.identity_id
    inner join areas
        on counted.area_code = areas.area_code
    left join failures
        on
            counted.identity_id = failures.identity_id
            and counted.area_code = failures.area_code

)

select * from by_area
