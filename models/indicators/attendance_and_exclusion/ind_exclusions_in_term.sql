with

published as (

    select * from {{ ref('int_observations') }}
    where source_name = 'absence_exclusions' and table_name = 'rates'

),

rates as (

    {{ published_rows('published', 'suspensions_in_term', 'susp_rate') }}

    union all

    {{ published_rows('published', 'pupils_suspended_in_term', 'one_plus_susp_rate') }}

    union all

    {{ published_rows('published', 'permanent_exclusions_in_term', 'perm_excl_rate') }}

)

select * from rates
