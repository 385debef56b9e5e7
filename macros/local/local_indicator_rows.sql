{#-
    Rows of indicators from one table of int_local_observations. A group that nobody is in has no row;
    a locality or ICB has the total only, and of a share its parts. The rank of their source does no
    more than tell these rows from published ones.
-#}

{% macro local_cells_of(relation, indicator_id, topics) -%}
    (
        select * from {{ relation }}
        where
            breakdown_topic in ({{ quoted_list(topics) }})
            and (geographic_level = 'Local authority' or breakdown_topic = 'Total')
            and breakdown <> 'Not applicable'
    ) as {{ indicator_id }}_cells
{%- endmacro %}

{% macro local_ratio_rows(relation, indicator_id, numerator, denominator, topics, per=100) -%}
    {#- A rate for each group of the topics in which the denominator counts somebody. -#}
    select *
    from (
        {{ ratio_rows(
            local_cells_of(relation, indicator_id, topics),
            indicator_id, [numerator], [denominator], source_rank=9, per=per
        ) | indent(8) }}
    ) as {{ indicator_id }}_rates
    where denominator > 0
{%- endmacro %}

{% macro local_count_rows(relation, indicator_id, measure, topics) -%}
    {#- A count in total, even where it is 0, and for each group that somebody is in. -#}
    select *
    from (
        {{ count_rows(
            local_cells_of(relation, indicator_id, ['Total'] + topics),
            indicator_id, [measure], source_rank=9
        ) | indent(8) }}
    ) as {{ indicator_id }}_counts
    where numerator > 0 or breakdown_topic = 'Total'
{%- endmacro %}

{% macro local_share_rows(relation, indicator_id, measure, topic) -%}
    {#- The share of each group of a topic in the total of the same measure. -#}
    {{ share_rows(
        "(select * from " ~ relation ~ " where measure = '" ~ measure ~ "' and breakdown_topic = '"
        ~ topic ~ "' and breakdown <> 'Not applicable' and value > 0) as " ~ indicator_id ~ "_cells",
        "(select * from " ~ relation ~ " where measure = '" ~ measure
        ~ "' and breakdown_topic = 'Total')",
        indicator_id, source_rank=9
    ) }}
{%- endmacro %}
