with

identities as (

    select * from {{ ref('identities') }}

),

results as (

    select * from {{ ref('int_identity_parts_sums') }}
    union all
    select * from {{ ref('int_identity_breakdown_sums') }}
    union all
    select * from {{ ref('int_identity_codes') }}
    union all
    select * from {{ ref('int_identity_area_sums') }}
    union all
    select * from {{ ref('int_identity_flows') }}
    union all
    select
        identity_id,
        source_name,
        table_name,
        measure,
        time_period,
        geographic_level,
        area_code,
        breakdown_topic,
        breakdown,
        expected_value,
        found_value
    from {{ ref('int_identity_below_region') }}

),

measured as (

    select
        results.*,
        results.found_value - results.expected_value as miss,
        {{ is_broken_outright() }}
        or abs(results.found_value - results.expected_value) > greatest(
            identities.pass_within, identities.pass_within_share * abs(results.found_value)
        ) as is_broken,
        {{ is_broken_outright() }}
        or abs(results.found_value - results.expected_value)
        > identities.withhold_beyond_share * abs(results.found_value) as is_withheld
    from results
    inner join identities
        on results.identity_id = identities.identity_id

),

judged as (

    select
        identity_id,
        source_name,
        table_name,
        measure,
        time_period,
        geographic_level,
        area_code,
        breakdown_topic,
        breakdown,
        expected_value,
        found_value,
        miss,
        case
            when is_broken is null then 'cannot be checked'
            when is_broken then 'fail'
            else 'pass'
        end as outcome,
        case
            when is_broken and is_withheld then 'withheld'
            when is_broken then 'noted'
            else 'none'
        end as action
    from measured

)

select * from judged
