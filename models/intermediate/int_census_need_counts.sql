-- Pupils with SEN of each January by type of need; only Januaries whose deliveries have needs.
with

pupils as (

    select * from {{ ref('int_pupils') }}
    where sen_provision in ('EHC plan', 'SEN support')

),

needs as (

    select * from {{ ref('primary_needs') }}

),

with_needs as (

    select distinct time_period from pupils
    where primary_need is not null or secondary_need is not null

),

measured as (

    select
        pupils.time_period,
        pupils.reference_date,
        pupils.source_name,
        pupils.locality_code,
        pupils.icb_code,
        pupils.school_type,
        pupils.sen_provision,
        needs.need_label,
        1 as pupils_with_sen,
        case when pupils.secondary_need is not null then 1 else 0 end as pupils_with_second_need,
        case
            when pupils.sen_provision = 'SEN support' and needs.need_code not in ('UNK', 'NSA')
                then 1
            else 0
        end as pupils_on_support_assessed
    from pupils
    inner join with_needs
        on pupils.time_period = with_needs.time_period
    inner join needs
        on coalesce(pupils.primary_need, 'UNK') = needs.need_code

),

counts as (

    {{ local_counts(
        'measured', 'school_census', 'census_needs', 'Academic year',
        ['pupils_with_sen', 'pupils_with_second_need', 'pupils_on_support_assessed'],
        topics={
            'Primary need': 'need_label',
            'SEN provision': 'sen_provision',
            'School type': 'school_type',
        },
        area_topics=['Primary need'],
        source_column='source_name'
    ) | indent(4) }}

)

select * from counts
