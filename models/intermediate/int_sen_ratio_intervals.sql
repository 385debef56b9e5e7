with

ratios as (

    select * from {{ ref('int_sen_ratios') }}

),

limits as (

    select
        indicator_id,
        time_period,
        area_code,
        breakdown_topic,
        breakdown,
        'local' as value_status,
        {%- for side in ['lower', 'upper'] %}
        {{ log_ratio_limit(
            'group_with_sen', 'group_pupils', 'other_with_sen', 'other_pupils', side
        ) }} as {{ side }}_ci,
        {%- endfor %}
        'Log ratio' as ci_method
    from ratios
    where group_with_sen > 0 and other_with_sen > 0

)

select * from limits
