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
    where status = 'recognised'

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
