with

observations as (

    select * from {{ ref('int_observations') }}

),

-- A block is told in millions of pounds.
allocations as (

    select
        file_id,
        time_period,
        time_identifier,
        reference_date,
        geographic_level,
        area_code,
        breakdown_topic,
        breakdown,
        measure,
        value / 1000000 as value,
        missing_reason,
        value_status
    from observations
    where source_name = 'schools_grant' and table_name = 'allocations'

),

balances as (

    select * from observations
    where source_name = 'section_251' and table_name = 'grant_balances'

),

rows_by_indicator as (

    {{ count_rows('allocations', 'high_needs_block', ['high_needs_block']) }}

    union all

    {{ count_rows(
        "(select * from allocations where measure = 'high_needs_block') as whole_block",
        'high_needs_block', ['high_needs_block'],
        topic="'Deductions'", breakdown="'Before deductions'"
    ) }}

    union all

    {{ count_rows(
        "(select * from allocations where measure = 'high_needs_block_after') as rest_of_block",
        'high_needs_block', ['high_needs_block_after'],
        topic="'Deductions'", breakdown="'After deductions'"
    ) }}

    union all

    {{ published_rows('balances', 'dsg_balance', 'balance_percent') }}

)

select * from rows_by_indicator
