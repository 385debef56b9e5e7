-- Every figure that breaks an identity, with what is known of the cause.
with

results as (

    select
        identity_id,
        source_name,
        table_name,
        measure,
        time_period,
        area_code,
        breakdown_topic,
        breakdown,
        expected_value,
        found_value,
        miss,
        action
    from {{ ref('int_identity_results') }}
    where outcome = 'fail'

    union all

    select
        identity_id,
        cast(null as varchar(100)) as source_name,
        cast(null as varchar(100)) as table_name,
        indicator_id as measure,
        time_period,
        area_code,
        breakdown_topic,
        breakdown,
        expected_value,
        found_value,
        miss,
        'noted' as action
    from {{ ref('int_source_agreements') }}
    where outcome = 'fail'

),

explanations as (

    select * from {{ ref('identity_explanations') }}

),

-- The explanation that names most: the area, then the measure, then the period.
matched as (

    select
        results.*,
        explanations.explanation_id,
        explanations.cause,
        explanations.explanation,
        row_number() over (
            partition by
                results.identity_id, results.source_name, results.table_name, results.measure,
                results.time_period, results.area_code, results.breakdown_topic, results.breakdown
            order by
                case when explanations.area_codes is not null then 0 else 1 end,
                case when explanations.measure is not null then 0 else 1 end,
                case when explanations.first_period is not null then 0 else 1 end,
                explanations.explanation_id
        ) as place
    from results
    left join explanations
        on
            results.identity_id = explanations.identity_id
            and results.measure = coalesce(explanations.measure, results.measure)
            and results.time_period >= coalesce(explanations.first_period, results.time_period)
            and results.time_period <= coalesce(explanations.last_period, results.time_period)
            and (
                explanations.area_codes is null
                or ' ' || explanations.area_codes || ' ' like '% ' || results.area_code || ' %'
            )

),

failures as (

    select
        identity_id,
        source_name,
        table_name,
        measure,
        time_period,
        area_code,
        breakdown_topic,
        breakdown,
        expected_value,
        found_value,
        miss,
        action,
        explanation_id,
        coalesce(cause, 'not known') as cause,
        explanation
    from matched
    where place = 1

)

select * from failures
