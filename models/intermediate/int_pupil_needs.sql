with

need_codes as (

    select need_code from {{ ref('primary_needs') }}
    where need_code <> 'UNK'

),

needs as (

    select needs.*
    from {{ ref('stg_school_census__needs') }} as needs
    inner join need_codes
        on needs.need_code = need_codes.need_code
    where needs.need_rank in (1, 2)

),

-- Of several needs of one rank the one with the lowest order number, then the first by alphabet.
first_of_rank as (

    select
        set_id,
        registration_id,
        need_rank,
        min(
            lpad(cast(coalesce(order_number, 2147483647) as varchar(10)), 10, '0') || need_code
        ) as ordered_code
    from needs
    group by set_id, registration_id, need_rank

),

pupil_needs as (

    select
        set_id,
        registration_id,
        max(case when need_rank = 1 then substr(ordered_code, 11) end) as first_need,
        max(case when need_rank = 2 then substr(ordered_code, 11) end) as second_need
    from first_of_rank
    group by set_id, registration_id

)

select * from pupil_needs
