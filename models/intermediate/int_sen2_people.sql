-- The children and young people of the returns that count, each with an id that other records of
-- the same person share.
with

returns as (

    select * from {{ ref('int_sen2_returns') }}

),

persons as (

    select * from {{ ref('stg_sen2__persons') }}

),

in_returns as (

    select
        persons.*,
        row_number() over (
            partition by persons.set_id, persons.person_record_id
            order by persons.file_id, persons.row_number
        ) as place
    from persons
    inner join returns
        on persons.set_id = returns.set_id
    where persons.person_record_id is not null

),

people as (

    select
        set_id,
        person_record_id,
        case
            when upn is not null then 'upn-' || upn
            when learner_number is not null then 'uln-' || learner_number
            else 'record-' || set_id || '-' || person_record_id
        end as person_id,
        birth_month,
        {{ sex_label('sex_code') }} as sex_label,
        coalesce(locality_code, 'locality-not-known') as locality_code,
        coalesce(icb_code, 'icb-not-known') as icb_code
    from in_returns
    where place = 1

)

select * from people
