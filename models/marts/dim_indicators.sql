-- The catalogue, read from the entries beside the indicator models, so the two cannot drift apart.
{%- set entries = catalogue_entries() %}

with

entries as (

    {%- for entry in entries %}
    select
        {{ sql_text(entry.id) }} as indicator_id,
        {{ sql_text(entry.family) }} as family,
        {{ sql_text(entry.title) }} as title,
        {{ sql_text(entry.short_title) }} as short_title,
        {{ entry.chapter }} as chapter_number,
        {{ entry.sort_order }} as sort_order,
        {{ sql_text(entry.kind) }} as kind,
        {{ sql_text(entry.unit) }} as unit,
        {{ entry.decimals }} as decimals,
        {{ sql_text(entry.polarity) }} as polarity,
        {{ sql_text(entry.population_id) }} as population_id,
        {{ sql_text(entry.get('local_population_id', entry.population_id)) }} as local_population_id,
        {{ sql_text(entry.numerator) }} as numerator_label,
        {{ sql_text(entry.denominator) }} as denominator_label,
        {{ sql_text(entry.definition) }} as definition,
        {{ sql_text(entry.get('local_definition')) }} as local_definition,
        {{ sql_text(entry.why_it_matters) }} as why_it_matters,
        {{ sql_text(tojson(entry.caveats)) }} as caveats,
        {{ sql_text(entry.comparators | join(', ')) }} as comparators,
        {{ sql_text(entry.chart) }} as chart,
        {{ entry.is_ranked | lower }} as is_ranked,
        {{ entry.get('intervals', true) | lower }} as has_intervals,
        {{ entry.get('rolling', false) | lower }} as is_rolling,
        {{ sql_text(entry.disclosure_class) }} as disclosure_class,
        {{ sql_text(entry.owner) }} as owner
    {{ 'union all' if not loop.last }}
    {%- else %}
    select
        cast(null as varchar(100)) as indicator_id
    where 1 = 0
    {%- endfor %}

),

breaks as (

    select indicator_id, {{ joined_text('time_period') }} as break_periods
    from {{ ref('int_declared_breaks') }}
    group by indicator_id

),

described as (

    select
        entries.*,
        coalesce(breaks.break_periods, '') as break_periods
    from entries
    left join breaks
        on entries.indicator_id = breaks.indicator_id

)

select * from described
