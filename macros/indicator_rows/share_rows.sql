{% macro share_rows(parts, totals, indicator_id, source_rank=1, per=100) -%}
    {#-
        Rows of a share: each part over the total of its area and period. `parts` has the columns of
        int_observations with the part's label as `breakdown`; several measures with one label are
        added. `totals` has one row per area and period.
    -#}
    select
        '{{ indicator_id }}' as indicator_id,
        part_sums.time_period,
        part_sums.time_identifier,
        part_sums.reference_date,
        part_sums.geographic_level,
        part_sums.area_code,
        part_sums.breakdown_topic,
        part_sums.breakdown,
        part_sums.numerator,
        totals.value as denominator,
        case when totals.value > 0 then {{ per }} * part_sums.numerator / totals.value end
            as indicator_value,
        part_sums.value_status,
        case
            when part_sums.numerator is null then coalesce(part_sums.missing_reason, 'x')
            when totals.value is null then coalesce(totals.missing_reason, 'x')
            when totals.value = 0 then 'z'
        end as missing_reason,
        {{ source_rank }} as source_rank,
        case
            when part_sums.source_id = totals.file_id then part_sums.source_id
            else part_sums.source_id || coalesce(' + ' || totals.file_id, '')
        end as source_id
    from (
        select
            time_period,
            time_identifier,
            reference_date,
            geographic_level,
            area_code,
            breakdown_topic,
            breakdown,
            -- A part that was not collected that year adds nothing; one that is missing leaves no sum.
            case when count(*) = count(value) then sum(value) end as numerator,
            {{ gravest_reason() }} as missing_reason,
            {{ gravest_status() }} as value_status,
            {{ joined_source() }} as source_id
        from {{ parts }}
        group by
            time_period, time_identifier, reference_date, geographic_level, area_code,
            breakdown_topic, breakdown
    ) as part_sums
    left join {{ totals }} as totals
        on
            part_sums.time_period = totals.time_period
            and part_sums.area_code = totals.area_code
{%- endmacro %}
