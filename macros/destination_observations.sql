{% macro destination_observations(relation, table_name) -%}
    {#-
        The observations of a file of destinations, which prints percentages and the number of pupils
        they are of: that number from the row of all sustained destinations, and from every row the
        pupils with its destination, to the nearest pupil. That is the true number where there are no
        more than 1,000 pupils; beyond, it is as near as one decimal of the percentage allows.
    -#}
    select
        'destinations' as source_name,
        '{{ table_name }}' as table_name,
        file_id,
        row_number,
        time_period,
        'Academic year' as time_identifier,
        'academic_year' as period_kind,
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
        value,
        missing_reason,
        value_status
    from (
        select
            *,
            destination_raw as measure,
            round(cohort_number * share_number / 100) as value,
            case
                when share_number is null then {{ missing_reason('share', 'share_number') }}
                else {{ missing_reason('cohort', 'cohort_number') }}
            end as missing_reason
        from (
            select
                *,
                {{ typed_value('cohort') }} as cohort_number,
                {{ typed_value('share') }} as share_number
            from {{ relation }}
        ) as typed_shares

        union all

        select
            *,
            'cohort' as measure,
            cohort_number as value,
            {{ missing_reason('cohort', 'cohort_number') }} as missing_reason
        from (
            select
                *,
                {{ typed_value('cohort') }} as cohort_number,
                cast(null as double) as share_number
            from {{ relation }}
            where destination_raw = 'overall'
        ) as typed_cohorts
    ) as destination_rows
{%- endmacro %}
