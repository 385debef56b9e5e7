with

results as (

    select * from {{ ref('int_identity_results') }}

),

agreements as (

    select * from {{ ref('int_source_agreements') }}

),

identities as (

    select * from {{ ref('identities') }}

),

summed_measures as (

    select * from {{ ref('identity_sums') }}

),

areas as (

    select * from {{ ref('int_areas') }}

),

resolved as (

    select * from {{ ref('int_areas_resolved') }}

),

unmatched as (

    select
        coalesce(la_name, region_name, la_code, new_la_code, 'no name') as area_name,
        geographic_level,
        min(reference_date) as first_date
    from resolved
    where area_code is null
    group by
        coalesce(la_name, region_name, la_code, new_la_code, 'no name'),
        geographic_level

),

rejects as (

    select
        source_name,
        table_name,
        measure,
        time_period,
        count(*) as cells
    from {{ ref('int_observations_unioned') }}
    where missing_reason = 'reject'
    group by source_name, table_name, measure, time_period

),

failures as (

    select * from {{ ref('int_identity_failures') }}

),

file_checks as (

    select
        checks.*,
        titles.title
    from {{ ref('int_file_checks') }} as checks
    inner join {{ ref('file_checks') }} as titles
        on checks.check_id = titles.check_id
    where checks.failed > 0

),

conflicts as (

    select distinct
        resolved.area_code,
        'The table prints the code ' || resolved.la_code || ', that of ' || code_areas.area_name
        || ', beside the name ' || resolved.la_name || '.' as explanation
    from resolved
    inner join areas as code_areas
        on resolved.code_area = code_areas.area_code
    where resolved.has_code_name_conflict

),

broken as (

    select
        results.identity_id as check_id,
        identities.title as check_title,
        'identity' as check_kind,
        case results.action when 'withheld' then 'warning' else 'info' end as severity,
        coalesce(summed_measures.indicator_id, identities.indicator_id) as indicator_id,
        results.time_period,
        results.area_code,
        areas.area_name,
        results.breakdown_topic,
        -- Where two columns of one row are in doubt, the column is named.
        case
            when results.identity_id = 'code_matches_name' then replace(results.measure, '_', ' ')
            else results.breakdown
        end as breakdown,
        results.measure,
        results.expected_value,
        results.found_value,
        results.miss,
        results.outcome,
        results.action,
        coalesce(
            conflicts.explanation,
            failures.explanation,
            identities.description || ' The cause is not known.'
        ) as explanation
    from results
    inner join failures
        on
            results.identity_id = failures.identity_id
            and results.source_name = failures.source_name
            and results.table_name = failures.table_name
            and results.measure = failures.measure
            and results.time_period = failures.time_period
            and results.area_code = failures.area_code
            and results.breakdown_topic = failures.breakdown_topic
            and results.breakdown = failures.breakdown
    inner join identities
        on results.identity_id = identities.identity_id
    inner join areas
        on results.area_code = areas.area_code
    left join summed_measures
        on
            results.source_name = summed_measures.source_name
            and results.table_name = summed_measures.table_name
            and results.measure = summed_measures.measure
    left join conflicts
        on results.area_code = conflicts.area_code and results.identity_id = 'code_matches_name'
    where results.outcome = 'fail'

    union all

    select
        agreements.identity_id,
        identities.title,
        'identity',
        'info',
        agreements.indicator_id,
        agreements.time_period,
        agreements.area_code,
        areas.area_name,
        agreements.breakdown_topic,
        agreements.breakdown,
        agreements.indicator_id as measure,
        agreements.expected_value,
        agreements.found_value,
        agreements.miss,
        agreements.outcome,
        'noted' as action,
        coalesce(
            failures.explanation, identities.description || ' The cause is not known.'
        ) as explanation
    from agreements
    inner join failures
        on
            agreements.identity_id = failures.identity_id
            and agreements.indicator_id = failures.measure
            and agreements.time_period = failures.time_period
            and agreements.area_code = failures.area_code
            and agreements.breakdown_topic = failures.breakdown_topic
            and agreements.breakdown = failures.breakdown
    inner join identities
        on agreements.identity_id = identities.identity_id
    inner join areas
        on agreements.area_code = areas.area_code
    where agreements.outcome = 'fail'

    union all

    select
        file_checks.check_id,
        file_checks.title,
        'file',
        'info',
        null,
        file_checks.time_period,
        file_checks.area_code,
        areas.area_name,
        null,
        null,
        file_checks.source_name || '.' || file_checks.table_name,
        null,
        file_checks.failed,
        null,
        'fail',
        'noted',
        file_checks.explanation
    from file_checks
    left join areas
        on file_checks.area_code = areas.area_code

    union all

    select
        'area_known',
        'Every area is known',
        'area',
        'warning',
        null,
        null,
        null,
        area_name,
        null,
        null,
        null,
        null,
        null,
        null,
        'fail',
        'noted',
        'A row of a published file names an area (' || geographic_level
        || ') that no code list knows; its figures are not used.'
    from unmatched

    union all

    select
        'cell_typed',
        'Every cell is a number or a known symbol',
        'typing',
        'warning',
        null,
        time_period,
        null,
        null,
        null,
        null,
        source_name || '.' || table_name || '.' || measure,
        null,
        cells,
        null,
        'fail',
        'noted',
        'Cells that are neither a number nor a known symbol are shown as not available.'
    from rejects

)

select * from broken
