-- Young people of the winter (December to February), of March and of April; custody is left out.
with

activities as (

    select
        *,
        extract(month from reference_date) as month_of_year,
        -- A December belongs to the winter that ends in the next year.
        cast(extract(year from reference_date) as integer)
        + case when extract(month from reference_date) = 12 then 1 else 0 end as winter_year
    from {{ ref('int_activities') }}

),

whole_winters as (

    select winter_year from activities
    where month_of_year in (12, 1, 2)
    group by winter_year
    having count(distinct month_of_year) = 3

),

winter_people as (

    select
        cast(activities.winter_year as varchar(4)) as time_period,
        last_day(cast(cast(activities.winter_year as varchar(4)) || '-02-01' as date))
            as reference_date,
        activities.sen_provision,
        case when activities.is_neet or activities.is_not_known then 1 else 0 end
            as winter_neet_or_not_known,
        1 as winter_cohort
    from activities
    inner join whole_winters
        on activities.winter_year = whole_winters.winter_year
    where
        activities.month_of_year in (12, 1, 2)
        and activities.academic_age in (16, 17)
        and not activities.is_custody

),

march_people as (

    select
        cast(winter_year as varchar(4)) as time_period,
        reference_date,
        sen_provision,
        case when is_participating then 1 else 0 end as march_participating,
        1 as march_cohort
    from activities
    where month_of_year = 3 and academic_age in (16, 17) and not is_custody

),

april_people as (

    select
        cast(winter_year as varchar(4)) as time_period,
        reference_date,
        'Age ' || cast(academic_age as varchar(2)) as age_label,
        case when is_neet then 1 else 0 end as april_plan_holders_neet,
        1 as april_plan_holders
    from activities
    where
        month_of_year = 4
        and academic_age between 16 and 25
        and sen_provision = 'EHC plan'
        and not is_custody

),

winter_sums as (

    {{ local_counts(
        'winter_people', 'nccis', 'activities', 'Calendar year',
        ['winter_neet_or_not_known', 'winter_cohort'], {'SEN provision': 'sen_provision'},
        has_places=false
    ) | indent(4) }}

),

march as (

    {{ local_counts(
        'march_people', 'nccis', 'activities', 'Calendar year',
        ['march_participating', 'march_cohort'], {'SEN provision': 'sen_provision'},
        has_places=false
    ) | indent(4) }}

),

april as (

    {{ local_counts(
        'april_people', 'nccis', 'activities', 'Calendar year',
        ['april_plan_holders_neet', 'april_plan_holders'], {'Age': 'age_label'},
        has_places=false
    ) | indent(4) }}

),

-- The mean of three months, not rounded.
winter as (

    select
        source_name,
        table_name,
        file_id,
        time_period,
        time_identifier,
        reference_date,
        geographic_level,
        area_code,
        breakdown_topic,
        breakdown,
        measure,
        value / 3 as value,
        missing_reason,
        value_status
    from winter_sums

),

counts as (

    select * from winter
    union all
    select * from march
    union all
    select * from april

)

select * from counts
