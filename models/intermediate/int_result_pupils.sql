-- The one row that counts of each pupil, key stage and academic year, and who the pupil is.
with

entries as (

    {%- for key_stage in ['ks2', 'ks4', 'eyfsp', 'phonics'] %}
    select
        '{{ key_stage }}' as key_stage,
        file_id,
        row_number,
        file_name,
        upn,
        ending_year,
        la_code,
        is_in_la_results,
        version_code,
        sex_code,
        sen_code,
        is_fsm6
    from {{ ref('stg_results__' ~ key_stage) }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

january_pupils as (

    select * from {{ ref('int_pupils') }}

),

-- A row of another authority's results is none of the home area's.
home_entries as (

    select
        *,
        -- A row without a UPN is a pupil of its own.
        coalesce(upn, 'row-' || file_id || '-' || cast(row_number as varchar(20))) as pupil_id,
        {{ academic_year_ending('ending_year') }} as time_period
    from entries
    where
        ending_year is not null
        and coalesce(is_in_la_results, true)
        and (
            coalesce(la_code, '{{ var("la_code") }}') = '{{ var("la_code") }}'
            or not {{ matches('la_code', '^[0-9]{3}$') }}
        )

),

ranked as (

    select
        home_entries.*,
        row_number() over (
            partition by home_entries.key_stage, home_entries.time_period, home_entries.pupil_id
            order by
                versions.version_rank asc nulls last,
                home_entries.file_name desc,
                home_entries.file_id desc,
                home_entries.row_number desc
        ) as place
    from home_entries
    -- The version is written F or Final.
    left join {{ ref('result_versions') }} as versions
        on substr(home_entries.version_code, 1, 1) = versions.version_code

),

described as (

    select
        ranked.key_stage,
        ranked.pupil_id,
        ranked.time_period,
        cast(cast(ranked.ending_year as varchar(4)) || '-08-31' as date) as reference_date,
        ranked.file_id,
        ranked.row_number,
        january_pupils.pupil_id is not null as is_in_census,
        case
            when january_pupils.pupil_id is not null then january_pupils.sen_provision
            else coalesce(provisions.sen_provision, 'Unknown')
        end as sen_provision,
        january_pupils.primary_need as need_code,
        {{ sex_label('ranked.sex_code') }} as sex,
        case
            when ranked.is_fsm6 then 'Eligible in the last six years'
            when not ranked.is_fsm6 then 'Not eligible in the last six years'
            else 'Unknown'
        end as free_school_meals
    from ranked
    left join january_pupils
        on
            ranked.upn = january_pupils.pupil_id
            and ranked.time_period = january_pupils.time_period
    left join {{ ref('sen_provisions') }} as provisions
        on ranked.sen_code = provisions.provision_code
    where ranked.place = 1

),

pupils as (

    select
        described.key_stage,
        described.pupil_id,
        described.time_period,
        described.reference_date,
        described.file_id,
        described.row_number,
        described.is_in_census,
        described.sen_provision,
        case
            when described.sen_provision in ('EHC plan', 'SEN support')
                then coalesce(needs.need_label, 'Need not recorded')
        end as primary_need,
        described.sex,
        described.free_school_meals
    from described
    left join {{ ref('primary_needs') }} as needs
        on described.need_code = needs.need_code

)

select * from pupils
