with

files as (

    select * from {{ source('extract', 'files') }}

),

national_figures as (

    select * from {{ ref('published_national_figures') }}

),

sources as (

    select
        file_id as source_id,
        publisher,
        title,
        source_name,
        table_name,
        data_to,
        file_name,
        member_name,
        sha256,
        row_count,
        licence,
        url
    from files
    where status = 'recognised' and coalesce(origin, 'published') <> 'inbox'

    union all

    -- The council's own files are one source each: which files there are is nobody else's business.
    select
        source_name as source_id,
        min(publisher) as publisher,
        min(title) as title,
        source_name,
        cast(null as varchar(100)) as table_name,
        cast(null as varchar(100)) as data_to,
        cast(null as varchar(100)) as file_name,
        cast(null as varchar(100)) as member_name,
        cast(null as varchar(64)) as sha256,
        cast(sum(row_count) as bigint) as row_count,
        min(licence) as licence,
        nullif(min(url), '') as url
    from files
    where status = 'recognised' and origin = 'inbox'
    group by source_name

    union all

    select
        source_id,
        'Department for Education' as publisher,
        source as title,
        'comparators' as source_name,
        'published_national_figures' as table_name,
        time_period as data_to,
        'seeds/comparators/published_national_figures.csv' as file_name,
        '' as member_name,
        cast(null as varchar(64)) as sha256,
        1 as row_count,
        'Open Government Licence v3.0' as licence,
        cast(null as varchar(200)) as url
    from national_figures
    where {{ var('use_national_figures') }}

)

select * from sources
