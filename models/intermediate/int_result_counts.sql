-- Points and pupils of every result, in all and by group; All SEN is two groups in one.
{%- set topics = [
    ('Total', "'Total'", "1 = 1"),
    ('SEN provision', 'sen_provision', "1 = 1"),
    ('SEN provision', "'All SEN'", "sen_provision in ('EHC plan', 'SEN support')"),
    ('Primary need', 'primary_need', 'primary_need is not null'),
    ('Sex', 'sex', "1 = 1"),
    ('Free school meals', 'free_school_meals', "key_stage in ('ks2', 'ks4')"),
] %}
with

results as (

    select * from {{ ref('int_results') }}
    where is_counted

),

grouped as (

    {%- for topic, label, condition in topics %}
    select
        key_stage,
        time_period,
        reference_date,
        '{{ topic }}' as breakdown_topic,
        {{ label }} as breakdown,
        result,
        result_value
    from results
    where {{ condition }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

sums as (

    select
        key_stage,
        time_period,
        reference_date,
        breakdown_topic,
        breakdown,
        result,
        sum(result_value) as points,
        -- In no order: to the sixth decimal, which squares of published scores do not go beyond.
        round(sum(result_value * result_value), 6) as squares,
        count(*) as pupils
    from grouped
    group by key_stage, time_period, reference_date, breakdown_topic, breakdown, result

),

counts as (

    {%- for measure in ['points', 'pupils', 'squares'] %}
    select
        'results' as source_name,
        key_stage as table_name,
        'results' as file_id,
        time_period,
        'Academic year' as time_identifier,
        reference_date,
        'Local authority' as geographic_level,
        '{{ var("la_code") }}' as area_code,
        breakdown_topic,
        breakdown,
        result || '_{{ measure }}' as measure,
        cast({{ measure }} as double) as value,
        cast(null as varchar(10)) as missing_reason,
        'local' as value_status
    from sums
    {%- if measure == 'squares' %}
    -- Of scores: what is reached or not is a proportion.
    where result in ('attainment_8', 'progress_8')
    {%- endif %}
    {{ 'union all' if not loop.last }}
    {%- endfor %}

)

select * from counts
