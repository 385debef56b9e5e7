with

source as (

    select * from {{ source('ehc_plans', 'statutory_roles') }}

),

roles as (

    {%- for role, column in [
        ('Designated medical officer', 'des_med_off'),
        ('Designated clinical officer', 'des_clin_off'),
        ('Designated social care officer', 'des_so_care_off'),
    ] %}
    select
        {{ ees_columns() }},
        'Role' as breakdown_topic,
        '{{ role }}' as breakdown,
        lower(trim({{ column }})) as answer
    from source
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

-- "Recruiting" is not filled; a role that was not asked for that year is not applicable.
renamed as (

    select
        *,
        case
            when answer = 'yes' then '1'
            when answer in ('no', 'recruiting') then '0'
            when answer = 'n/a' then 'z'
            else answer
        end as role_filled
    from roles

),

observations as (

    {{ melt_observations(
        'renamed', 'ehc_plans', 'statutory_roles', 'january', ['role_filled']
    ) }}

)

select * from observations
