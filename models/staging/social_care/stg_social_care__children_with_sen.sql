with

source as (

    select * from {{ source('social_care', 'children_with_sen') }}

),

-- The file names the year by the school census that the children were looked up in; the figures
-- are of the 31 March in it. The groups leave one another out: the `O` stands for "only".
renamed as (

    select
        _file_id as file_id,
        _row as row_number,
        cast(cast(substr(time_period, 1, 4) as integer) + 1 as varchar(4)) as time_period,
        'Calendar year' as time_identifier,
        geographic_level,
        old_la_code as la_code,
        new_la_code,
        la_name,
        region_code,
        region_name,
        'final' as value_status,
        'Social care group' as breakdown_topic,
        case social_care_group
            when 'CINO at 31 March' then 'Children in need'
            when 'CPPO at 31 March' then 'Child protection plan'
            when 'CLA 12 months at 31 March' then 'Looked-after children'
            else social_care_group
        end as breakdown,
        t_pupils,
        t_no_identified_sen,
        t_all_sen,
        t_sen_support,
        t_statement_or_ehc_plan
    from source

),

observations as (

    {{ melt_observations(
        'renamed', 'social_care', 'children_with_sen', 'march',
        ['t_pupils', 't_no_identified_sen', 't_all_sen', 't_sen_support', 't_statement_or_ehc_plan']
    ) }}

)

select * from observations
