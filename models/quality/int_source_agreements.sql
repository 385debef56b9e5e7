-- Where two publications, or two releases, give one figure: the one that is used against the other.
with

candidates as (

    -- The council's own figures are compared elsewhere, where it is known which may be shown.
    select * from {{ ref('int_indicator_candidates') }}
    where indicator_value is not null and value_status <> 'local'

),

indicators as (

    -- A gap of two rounded figures agrees whenever they do.
    select indicator_id from {{ ref('dim_indicators') }}
    where kind <> 'gap'

),

pairs as (

    select
        case when other.source_id like 'lait.%' then 'sources_agree' else 'releases_agree' end
            as identity_id,
        used.indicator_id,
        used.time_period,
        used.geographic_level,
        used.area_code,
        used.breakdown_topic,
        used.breakdown,
        other.indicator_value as expected_value,
        used.indicator_value as found_value,
        case
            when other.numerator is null then other.indicator_value
            when used.numerator is null then used.indicator_value
        end as printed_value
    from candidates as used
    inner join indicators
        on used.indicator_id = indicators.indicator_id
    inner join candidates as other
        on
            used.indicator_id = other.indicator_id
            and used.time_period = other.time_period
            and used.area_code = other.area_code
            and used.breakdown_topic = other.breakdown_topic
            and used.breakdown = other.breakdown
            and used.source_rank = 1
            and other.source_rank > 1

),

-- The last printed digit of the figure without counts decides how near is the same; an amount of
-- pounds may have lost its pence.
measured as (

    select
        *,
        case
            when printed_value is null then 0.0001
            when round(printed_value, 0) = printed_value then 0.51
            when round(printed_value, 1) = printed_value then 0.051
            else 0.0051
        end as pass_within
    from pairs

),

judged as (

    select
        *,
        found_value - expected_value as miss,
        case when abs(found_value - expected_value) > pass_within then 'fail' else 'pass' end
            as outcome
    from measured

)

select * from judged
