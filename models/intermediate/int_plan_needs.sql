-- The primary and the secondary need of each active plan. Down syndrome counts as another need, as
-- the publisher counts it; a code that is none of the return's is no need.
with

needs as (

    select * from {{ ref('stg_sen2__needs') }}
    where need_rank in (1, 2)

),

codes as (

    select * from {{ ref('sen2_codes') }}
    where item = 'need_counted_as'

),

labels as (

    select * from {{ ref('primary_needs') }}
    where plans_measure is not null and need_code <> 'UNK'

),

ranked as (

    select
        needs.set_id,
        needs.active_plan_record_id,
        needs.need_rank,
        labels.need_label,
        row_number() over (
            partition by needs.set_id, needs.active_plan_record_id, needs.need_rank
            order by needs.need_code, needs.file_id, needs.row_number
        ) as place
    from needs
    left join codes
        on needs.need_code = codes.code
    inner join labels
        on coalesce(codes.label, needs.need_code) = labels.need_code

),

plan_needs as (

    select
        set_id,
        active_plan_record_id,
        need_rank,
        need_label
    from ranked
    where place = 1

)

select * from plan_needs
