with

observations as (

    select * from {{ ref('int_observations') }}

),

ks4 as (

    select * from observations
    where source_name = 'attainment' and table_name = 'ks4_scores'

),

lait as (

    select * from observations
    where source_name = 'lait'

),

national_figures as (

    select * from {{ ref('published_national_figures') }}

),

local_ks4 as (

    select * from {{ ref('int_local_observations') }}
    where source_name = 'results' and table_name = 'ks4'

),

by_provision as (

    select * from local_ks4
    where breakdown_topic = 'SEN provision'

),

scores as (

    {{ published_rows('ks4', 'attainment_8', 'attainment_8') }}

    union all

    {{ published_rows('lait', 'attainment_8', 'lait_attainment_8', source_rank=2) }}

    union all

    {{ published_rows('ks4', 'progress_8', 'progress_8') }}

    union all

    {{ published_rows('lait', 'progress_8', 'lait_progress_8', source_rank=2) }}

    union all

    {{ ratio_rows(
        'local_ks4', 'attainment_8',
        ['attainment_8_points'], ['attainment_8_pupils'], source_rank=9, per=1
    ) }}

    union all

    {{ ratio_rows(
        'by_provision', 'progress_8',
        ['progress_8_points'], ['progress_8_pupils'], source_rank=9, per=1
    ) }}

    {%- for grade in [4, 5] %}

    union all

    {{ ratio_rows(
        'by_provision', 'english_maths_grade',
        ['english_maths_' ~ grade ~ '_points'], ['english_maths_' ~ grade ~ '_pupils'], source_rank=9,
        topic="'Grade " ~ grade ~ " and above by SEN provision'"
    ) }}
    {%- endfor %}

),

-- England's figure for all pupils with SEN stands in no file that carries local authorities.
retyped as (

    select
        indicator_id,
        time_period,
        'Academic year' as time_identifier,
        cast(reference_date as date) as reference_date,
        'National' as geographic_level,
        '{{ var("england_area_code") }}' as area_code,
        breakdown_topic,
        breakdown,
        cast(null as double) as numerator,
        cast(null as double) as denominator,
        indicator_value,
        'final' as value_status,
        cast(null as varchar(4)) as missing_reason,
        3 as source_rank,
        source_id
    from national_figures
    where
        indicator_id in ('attainment_8', 'progress_8')
        and {{ var('use_national_figures') }}

),

all_scores as (

    select * from scores
    union all
    select * from retyped

)

select * from all_scores
