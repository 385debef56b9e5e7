-- Only the rates that an indicator uses are taken up: the files hold more than half a million.
with

source as (

    select * from {{ source('absence_exclusions', 'rates') }}

),

needs as (

    select * from {{ ref('primary_needs') }}

),

-- A year's absence by provision and by need in all schools, persistent absence also by provision in
-- each type of school; each term's exclusions by provision in all schools. "No SEN" comes twice,
-- from the tables of provisions and of needs, with other figures: that of needs is left out.
used as (

    select *
    from source
    where
        (
            source_domain = 'absence_characteristics'
            and time_identifier = 'Academic year'
            and metric in (
                'sess_overall_percent',
                'enrolments_pa_10_exact_percent',
                'enrolments_pa_50_exact_percent',
                'sess_auth_temp_reduced_timetable_rate'
            )
            and (
                (
                    send_detail_display = 'SEN provision'
                    and (education_phase = 'Total' or metric = 'enrolments_pa_10_exact_percent')
                )
                or (
                    send_detail_display = 'SEN primary need'
                    and send_category <> 'No SEN'
                    and education_phase = 'Total'
                )
            )
        )
        or (
            source_domain = 'exclusions_characteristics'
            and send_detail_display = 'SEN provision'
            and education_phase = 'Total'
            and metric in ('susp_rate', 'one_plus_susp_rate', 'perm_excl_rate')
        )

),

labelled as (

    select
        used.*,
        case
            when used.source_domain = 'exclusions_characteristics'
                then used.time_identifier || ' by SEN provision'
            when used.send_detail_display = 'SEN primary need' then 'Primary need'
            when used.education_phase = 'Total' then 'SEN provision'
            when used.education_phase = 'State-funded primary' then 'Primary by SEN provision'
            when used.education_phase = 'State-funded secondary' then 'Secondary by SEN provision'
            else used.education_phase || ' by SEN provision'
        end as breakdown_topic,
        coalesce(needs.need_label, used.send_category) as breakdown
    from used
    left join needs
        on
            used.send_detail_display = 'SEN primary need'
            and needs.pupils_label_key = case {{ letters_only('used.send_category') }}
                when 'no specialist assessment'
                    then 'sen support but no specialist assessment of type of need'
                else {{ letters_only('used.send_category') }}
            end

),

typed as (

    select
        *,
        {{ typed_value('value') }} as number_value
    from labelled

),

-- The term is in the topic: to the periods each term's figures belong to their academic year.
observations as (

    select
        'absence_exclusions' as source_name,
        'rates' as table_name,
        _file_id as file_id,
        _row as row_number,
        time_period,
        'Academic year' as time_identifier,
        'academic_year' as period_kind,
        'Local authority' as geographic_level,
        cast(null as varchar(3)) as la_code,
        new_la_code,
        la_name,
        cast(null as varchar(9)) as region_code,
        cast(null as varchar(100)) as region_name,
        breakdown_topic,
        breakdown,
        metric as measure,
        number_value as value,
        {{ missing_reason('value', 'number_value') }} as missing_reason,
        'final' as value_status
    from typed

),

keyed as (

    select
        {{ observation_columns() | indent(4) }}
    from observations

)

select * from keyed
