{% macro melt_observations(relation, source_name, table_name, period_kind, measures) -%}
    {#-
        One row per measure of each row of `relation`: the shape that every staging model has.
        `relation` holds the identifying columns under our names and one text column per measure.
        The area key is all that a file says of an area; int_areas_resolved reads it.
    -#}
    {%- for measure in measures %}
    select
        '{{ source_name }}' as source_name,
        '{{ table_name }}' as table_name,
        file_id,
        row_number,
        time_period,
        time_identifier,
        '{{ period_kind }}' as period_kind,
        geographic_level,
        la_code,
        new_la_code,
        la_name,
        region_code,
        region_name,
        {{ area_key() }} as area_key,
        breakdown_topic,
        breakdown,
        '{{ measure }}' as measure,
        {{ typed_value(measure) }} as value,
        {{ missing_reason(measure) }} as missing_reason,
        value_status
    from {{ relation }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
{%- endmacro %}

{% macro area_key() -%}
    coalesce(geographic_level, '') || '|' || coalesce(la_code, '') || '|'
    || coalesce(new_la_code, '') || '|' || coalesce(la_name, '') || '|'
    || coalesce(region_code, '') || '|' || coalesce(region_name, '')
{%- endmacro %}
