{%- set rates = [
    ('suspension_rate', 'lait_suspension_rate', 'suspensions'),
    ('pupils_suspended', 'lait_pupils_suspended_percent', 'pupils_suspended'),
    ('permanent_exclusion_rate', 'lait_permanent_exclusion_rate', 'permanent_exclusions'),
] %}
with

exclusions as (

    select * from {{ ref('int_local_observations') }}
    where source_name = 'school_census' and table_name = 'exclusions'

),

lait as (

    select * from {{ ref('int_observations') }}
    where source_name = 'lait'

),

rates as (

    {%- for indicator_id, of_all, part in rates %}
    {{ ratio_rows('exclusions', indicator_id, [part], ['pupils'], source_rank=9) }}

    union all

    {{ published_rows('lait', indicator_id, of_all) }}
    {{ 'union all' if not loop.last }}
    {% endfor %}

)

select * from rates
