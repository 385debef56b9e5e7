with

figures as (

    select * from {{ ref('fct_indicator_values') }}
    where area_code = '{{ var("la_code") }}'

),

populations as (

    select * from {{ ref('dim_populations') }}

),

sources as (

    select
        source_id,
        min(data_to) as data_to
    from {{ ref('dim_sources') }}
    group by source_id

),

own as (

    select * from figures
    where value_status = 'local' and indicator_value is not null

),

published as (

    select * from figures
    where
        coalesce(value_status, '') <> 'local'
        and (indicator_value is not null or missing_reason = 'u')

),

paired as (

    select
        own.indicator_id,
        own.time_period,
        own.area_code,
        own.breakdown_topic,
        own.breakdown,
        own.unit,
        own.numerator as local_numerator,
        own.denominator as local_denominator,
        own.indicator_value as local_value,
        published.indicator_value as published_value,
        own.population_id as local_population_id,
        published.population_id as published_population_id,
        published.value_status as published_status,
        coalesce(published.missing_reason = 'u', false) as is_disputed,
        own.source_id as local_source_id,
        published.source_id as published_source_id,
        sources.data_to as published_to
    from own
    inner join published
        on
            own.indicator_id = published.indicator_id
            and own.time_period = published.time_period
            and own.area_code = published.area_code
            and own.breakdown_topic = published.breakdown_topic
            and own.breakdown = published.breakdown
    left join sources
        on published.source_id = sources.source_id

),

counted as (

    select
        paired.*,
        local_populations.who_is_counted || ' ' || local_populations.where_counted as local_counts,
        populations.who_is_counted || ' ' || populations.where_counted as published_counts
    from paired
    left join populations as local_populations
        on paired.local_population_id = local_populations.population_id
    left join populations
        on paired.published_population_id = populations.population_id

),

-- What the data themselves offer as a reason; which of them it is, only the council can say.
explained as (

    select
        indicator_id,
        time_period,
        area_code,
        breakdown_topic,
        breakdown,
        unit,
        local_numerator,
        local_denominator,
        local_value,
        published_value,
        local_value - published_value as difference,
        -- What the last digit shown cannot tell apart agrees.
        case
            when published_value is null then 'cannot be checked'
            when
                abs(local_value - published_value) > case unit when 'count' then 0 else 0.05 end
                then 'fail'
            else 'pass'
        end as outcome,
        local_population_id,
        published_population_id,
        local_source_id,
        published_source_id,
        trim(
            case
                when is_disputed
                    then 'The published figure is withheld, because it fails a check. '
                else ''
            end
            || case
                when local_counts <> published_counts
                    then
                        'The published figure counts ' || published_counts
                        || '; the own records count ' || local_counts || '. '
                else ''
            end
            || case
                when
                    published_counts like '%independent schools included%'
                    and local_counts not like '%independent schools included%'
                    then 'Independent schools send the council no census. '
                else ''
            end
            || case published_status
                when 'provisional' then 'The published figure is provisional. '
                when 'revised' then 'The published figure was revised after it first came out. '
                else ''
            end
            || case
                when
                    {{ matches('published_to', '^[0-9]+$') }}
                    and length(published_to) = length(time_period)
                    and published_to > time_period
                    then
                        'The published figure comes from a release of later years, which may hold'
                        || ' corrections. '
                else ''
            end
        ) as reasons
    from counted

)

select * from explained
