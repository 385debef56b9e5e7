-- Pupils on roll of each January, by SEN provision and by who they are.
with

pupils as (

    select * from {{ ref('int_pupils') }}

),

measured as (

    select
        time_period,
        reference_date,
        source_name,
        locality_code,
        icb_code,
        school_type,
        sex,
        year_group,
        ethnic_group,
        first_language,
        sen_provision,
        -- No breakdown of a January whose deliveries say of nobody who is eligible, or lives where.
        case
            when count(free_school_meals) over (partition by time_period) > 0
                then coalesce(free_school_meals, 'Unknown')
            else 'Not delivered'
        end as free_school_meals,
        case
            when count(idaci_quintile) over (partition by time_period) > 0
                then coalesce(idaci_quintile, 'Unknown')
            else 'Not delivered'
        end as idaci_quintile,
        1 as pupils,
        case when sen_provision in ('EHC plan', 'SEN support') then 1 else 0 end
            as pupils_with_sen,
        case when sen_provision = 'EHC plan' then 1 else 0 end as pupils_with_plan,
        case when sen_provision = 'SEN support' then 1 else 0 end as pupils_on_support,
        case
            when
                sen_provision in ('EHC plan', 'SEN support')
                and school_type in ('Primary', 'Secondary', 'All-through')
                then 1
            else 0
        end as pupils_with_sen_in_ordinary_schools
    from pupils

),

counts as (

    {{ local_counts(
        'measured', 'school_census', 'census_pupils', 'Academic year',
        [
            'pupils', 'pupils_with_sen', 'pupils_with_plan', 'pupils_on_support',
            'pupils_with_sen_in_ordinary_schools',
        ],
        topics={
            'School type': 'school_type',
            'Sex': 'sex',
            'Year group': 'year_group',
            'Ethnic group': 'ethnic_group',
            'Free school meals': 'free_school_meals',
            'First language': 'first_language',
            'IDACI quintile': 'idaci_quintile',
            'SEN provision': 'sen_provision',
        },
        area_topics=['School type', 'SEN provision'],
        source_column='source_name'
    ) | indent(4) }}

),

delivered as (

    select * from counts
    where breakdown <> 'Not delivered'

)

select * from delivered
