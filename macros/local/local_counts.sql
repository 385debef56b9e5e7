{% macro local_counts(relation, source_name, table_name, time_identifier, measures, topics={},
                      area_topics=[], has_places=true, distinct={}, base=none,
                      source_column=none) -%}
    {#-
        Long observations, counted once over `relation` by grouping sets: for each period the total
        and every topic for the home area, and the total (and `area_topics`) for each locality and ICB.

        relation    has time_period, reference_date, a number per measure and a label per topic
                    column, never null; with has_places also locality_code and icb_code
        measures    names of number columns; their sums are the observations
        topics      the topic's name: its column
        area_topics names of topics that are also given for localities and ICBs
        distinct    a measure's name: the column whose different values are counted instead of added
        base        a measure: only groups in which it counts somebody have rows
        source_column  the source of each row, where it is not source_name for all of them
    -#}
    {%- set all_levels = [('Local authority', none)] -%}
    {%- if has_places -%}
        {%- do all_levels.extend([('Locality', 'locality_code'), ('ICB', 'icb_code')]) -%}
    {%- endif -%}
    {%- set columns = topics.values() | unique | list -%}
    {%- set cells = [] -%}
    {%- for level, place in all_levels -%}
        {%- do cells.append((level, place, 'Total', none)) -%}
        {%- for topic, column in topics.items() -%}
            {%- if place is none or topic in area_topics -%}
                {%- do cells.append((level, place, topic, column)) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endfor -%}
    with cells as (
        {{ local_cells(
            relation, measures, cells, columns, has_places, distinct, base, source_column
        ) | indent(8) }}
    )
    {%- for measure in measures %}
    select
        '{{ source_name }}' as source_name,
        '{{ table_name }}' as table_name,
        {{ 'file_id' if source_column else "'" ~ source_name ~ "' as file_id" }},
        time_period,
        '{{ time_identifier }}' as time_identifier,
        reference_date,
        geographic_level,
        area_code,
        breakdown_topic,
        breakdown,
        '{{ measure }}' as measure,
        cast({{ measure }} as double) as value,
        cast(null as varchar(10)) as missing_reason,
        'local' as value_status
    from cells
    {{ 'union all' if not loop.last }}
    {%- endfor %}
{%- endmacro %}

{% macro local_cells(relation, measures, cells, columns, has_places, distinct, base,
                     source_column) -%}
    {#- One row per period, place and group of a topic, with the sum of every measure. -#}
    {%- set keys = (['locality_code', 'icb_code'] if has_places else []) + columns -%}
    select
        time_period,
        reference_date,
        {%- if has_places %}
        case
            when grouping(locality_code) = 0 then 'Locality'
            when grouping(icb_code) = 0 then 'ICB'
            else 'Local authority'
        end as geographic_level,
        case
            when grouping(locality_code) = 0 then locality_code
            when grouping(icb_code) = 0 then icb_code
            else '{{ var("la_code") }}'
        end as area_code,
        {%- else %}
        'Local authority' as geographic_level,
        '{{ var("la_code") }}' as area_code,
        {%- endif %}
        case
            {%- for level, place, topic, column in cells if column and place is none %}
            when grouping({{ column }}) = 0 then '{{ topic }}'
            {%- endfor %}
            else 'Total'
        end as breakdown_topic,
        case
            {%- for column in columns %}
            when grouping({{ column }}) = 0 then {{ column }}
            {%- endfor %}
            else 'Total'
        end as breakdown,
        {%- if source_column %}
        {{ joined_source(source_column) }} as file_id,
        {%- endif %}
        {%- for measure in measures %}
        {%- if measure in distinct %}
        count(distinct {{ distinct[measure] }})
        {%- else %}
        sum({{ measure }})
        {%- endif %}
            as {{ measure }}{{ ',' if not loop.last }}
        {%- endfor %}
    from {{ relation }}
    group by grouping sets (
        {%- for level, place, topic, column in cells %}
        (time_period, reference_date{{ ', ' ~ place if place }}{{ ', ' ~ column if column }}){{ ',' if not loop.last }}
        {%- endfor %}
    )
    {%- if base %}
    having sum({{ base }}) > 0
    {%- endif %}
{%- endmacro %}
