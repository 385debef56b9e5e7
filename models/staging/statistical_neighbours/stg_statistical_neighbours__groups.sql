with

source as (

    select * from {{ source('statistical_neighbours', 'groups') }}

),

files as (

    select * from {{ source('extract', 'files') }}

),

neighbours as (

    {%- for rank in range(1, 11) %}
    select
        _file_id as file_id,
        _row as row_number,
        trim(la_num) as la_code,
        trim(la_name) as la_name,
        {{ rank }} as neighbour_rank,
        trim(sn{{ rank }}) as neighbour_code
    from source
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

-- An LA that the model does not cover has "-" for its neighbours; notes stand below the table.
numbered as (

    select * from neighbours
    where {{ matches('la_code', '^[0-9]+$') }} and {{ matches('neighbour_code', '^[0-9]+$') }}

),

-- The sheet bears no date; only its file name tells the year of the model.
named as (

    select
        numbered.la_code,
        numbered.la_name,
        numbered.neighbour_rank,
        numbered.neighbour_code,
        numbered.file_id,
        numbered.row_number,
        'dfe-' || coalesce(files.name_year, 'undated') as neighbour_set
    from numbered
    inner join files
        on numbered.file_id = files.file_id

)

select * from named
