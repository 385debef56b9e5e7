{% macro local_rows(source_name, table_name) -%}
    {#-
        The rows of one raw table of the council's own records, with the export that each belongs to:
        ids are unique within a set only.
    -#}
    select
        raw_rows.*,
        raw_files.set_id,
        raw_files.file_name,
        raw_files.name_year
    from {{ source(source_name, table_name) }} as raw_rows
    inner join {{ source('extract', 'files') }} as raw_files
        on raw_rows._file_id = raw_files.file_id
{%- endmacro %}
