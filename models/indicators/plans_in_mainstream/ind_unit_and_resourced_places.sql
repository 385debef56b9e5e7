with

plans as (

    select * from {{ ref('int_local_observations') }}
    where source_name = 'sen2' and table_name = 'plans'

),

unit_and_resourced_places_rows as (

    {{ local_ratio_rows(
        'plans', 'unit_and_resourced_places',
        'plans_in_unit_or_resourced', 'plans_in_mainstream', ['Total', 'Primary need']
    ) }}

)

select * from unit_and_resourced_places_rows
