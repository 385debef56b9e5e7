{% macro melt_observations(relation, source_name, table_name, period_kind, measures) -%}
    {#-
        One row per measure of each row of `relation`: the shape that every staging model has.
        `relation` holds the identifying columns under our names and one text column per measure.
        The area key is all that a file says of an area; int_areas_resolved reads it.
    -#}
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
        measure,
        typed as value,
        {{ missing_reason('cell', 'typed') }} as missing_reason,
        value_status
    from (
        select
            *,
            {{ typed_value('cell') }} as typed
        from (
            {%- for measure in measures %}
            select
                file_id,
                row_number,
                time_period,
                time_identifier,
                geographic_level,
                la_code,
                new_la_code,
                la_name,
                region_code,
                region_name,
                breakdown_topic,
                breakdown,
                value_status,
                '{{ measure }}' as measure,
                {{ measure }} as cell
            from {{ relation }}
            {{ 'union all' if not loop.last }}
            {%- endfor %}
        ) as cells
    ) as typed_cells
{%- endmacro %}
