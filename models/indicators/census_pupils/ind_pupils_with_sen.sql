with

observations as (

    select * from {{ ref('int_observations') }}

),

schools as (

    select * from observations
    where source_name = 'sen_in_england' and table_name = 'schools'

),

shares as (

    select * from observations
    where source_name = 'sen_in_england' and table_name = 'pupil_shares'

),

mainstream as (

    select * from observations
    where source_name = 'sen_in_england' and table_name = 'mainstream_shares'

),

lait as (

    select * from observations
    where
        source_name = 'lait'
        and measure in ('lait_pupils_with_plan_percent', 'lait_pupils_on_sen_support_percent')

),

-- The council's own records: every breakdown for the area, the total for its localities and ICBs.
local_census as (

    select * from {{ ref('int_local_observations') }}
    where
        source_name = 'school_census'
        and table_name = 'census_pupils'
        and (
            breakdown_topic = 'Total'
            or (geographic_level = 'Local authority' and breakdown_topic <> 'SEN provision')
        )

),

rows_by_source as (

    {{ ratio_rows('schools', 'pupils_with_ehc_plan', ['ehc_plan'], ['total_pupils']) }}

    union all

    {{ ratio_rows('schools', 'pupils_on_sen_support', ['sen_support'], ['total_pupils']) }}

    {%- for indicator_id, provision in [
        ('pupils_with_ehc_plan', 'EHC plan'),
        ('pupils_on_sen_support', 'SEN support'),
    ] %}

    union all

    {{ published_rows(
        'shares', indicator_id, 'percent_of_pupils', source_rank=2,
        topic="'Total'", breakdown="'Total'", only_breakdown=provision
    ) }}

    union all

    {{ published_rows(
        'mainstream', indicator_id, 'percent_of_pupils', source_rank=2,
        topic="'School type'", breakdown="'Mainstream'", only_breakdown=provision
    ) }}
    {%- endfor %}

    union all

    {{ published_rows(
        'lait', 'pupils_with_ehc_plan', 'lait_pupils_with_plan_percent', source_rank=3
    ) }}

    union all

    {{ published_rows(
        'lait', 'pupils_on_sen_support', 'lait_pupils_on_sen_support_percent', source_rank=3
    ) }}

    {%- for indicator_id, measure in [
        ('pupils_with_sen', 'pupils_with_sen'),
        ('pupils_with_ehc_plan', 'pupils_with_plan'),
        ('pupils_on_sen_support', 'pupils_on_support'),
    ] %}

    union all

    {{ ratio_rows('local_census', indicator_id, [measure], ['pupils'], source_rank=9) }}
    {%- endfor %}

)

select * from rows_by_source
