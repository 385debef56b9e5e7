-- The home area's SEN2 returns: of several deliveries of one return the latest counts.
with

returns as (

    select * from {{ ref('stg_sen2__returns') }}
    where la_code = '{{ var("la_code") }}'

),

census_dates as (

    select * from {{ ref('census_dates') }}

),

with_year as (

    select
        *,
        coalesce(return_year, extract(year from reference_date)) as counted_year,
        row_number() over (partition by set_id order by file_name, row_number) as place_in_set
    from returns

),

ranked as (

    select
        *,
        row_number() over (
            partition by counted_year
            order by written_date desc nulls last, written_time desc, file_name desc, set_id desc
        ) as place
    from with_year
    where place_in_set = 1 and counted_year is not null

),

chosen as (

    select
        ranked.set_id,
        cast(ranked.counted_year as integer) as return_year,
        {{ academic_year_ending('ranked.counted_year') }} as january_period,
        -- A reference date of another year than the return's is believed; a mere other day is not.
        case
            when
                ranked.reference_date is null
                or extract(year from ranked.reference_date) = ranked.counted_year
                then coalesce(census_dates.census_date, ranked.reference_date)
            else ranked.reference_date
        end as census_date,
        cast(cast(ranked.counted_year - 1 as integer) as varchar(4)) as flow_period,
        cast(cast(cast(ranked.counted_year - 1 as integer) as varchar(4)) || '-01-01' as date)
            as year_start,
        cast(cast(cast(ranked.counted_year - 1 as integer) as varchar(4)) || '-12-31' as date)
            as year_end
    from ranked
    left join census_dates
        on ranked.counted_year = census_dates.census_year
    where ranked.place = 1

)

select * from chosen
where census_date is not null
