with

issues as (

    select * from {{ ref('int_local_issues') }}

),

rules as (

    select * from {{ ref('local_rules') }}
    where value_class is not null

),

-- The place and the kind of the cell, never what stands in it.
rejects as (

    select
        issues.file_id,
        issues.row_number,
        issues.source_name,
        issues.table_name,
        issues.field as column_name,
        rules.value_class,
        issues.rule_id
    from issues
    inner join rules
        on issues.rule_id = rules.rule_id

)

select * from rejects
