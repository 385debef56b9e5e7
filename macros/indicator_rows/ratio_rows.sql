{% macro ratio_rows(relation, indicator_id, numerator, denominator, source_rank=1, per=100,
                    topic='breakdown_topic', breakdown='breakdown') -%}
    {#-
        Rows of a rate: within each area, period and breakdown, the sum of the numerator's measures
        over the sum of the denominator's, times `per`. A missing part leaves no value but a reason;
        nobody to count ("of 0") is not applicable.
    -#}
    select
        '{{ indicator_id }}' as indicator_id,
        time_period,
        time_identifier,
        reference_date,
        geographic_level,
        area_code,
        breakdown_topic,
        breakdown,
        numerator,
        denominator,
        case when denominator > 0 then {{ per }} * numerator / denominator end as indicator_value,
        value_status,
        case
            when numerator is null or denominator is null then coalesce(missing_reason, 'x')
            when denominator = 0 then 'z'
        end as missing_reason,
        {{ source_rank }} as source_rank,
        source_id
    from (
        select
            time_period,
            time_identifier,
            reference_date,
            geographic_level,
            area_code,
            {{ topic }} as breakdown_topic,
            {{ breakdown }} as breakdown,
            {{ summed_measures(numerator) }} as numerator,
            {{ summed_measures(denominator) }} as denominator,
            {{ gravest_reason() }} as missing_reason,
            {{ gravest_status() }} as value_status,
            {{ joined_source() }} as source_id
        from {{ relation }}
        where measure in ({{ quoted_list((numerator + denominator) | unique | list) }})
        group by
            time_period, time_identifier, reference_date, geographic_level, area_code,
            {{ topic ~ ', ' if "'" not in topic }}{{ breakdown ~ ', ' if "'" not in breakdown }}1 = 1
        having count(case when measure in ({{ quoted_list(numerator) }}) then 1 end) > 0
    ) as {{ indicator_id }}_sums
{%- endmacro %}
