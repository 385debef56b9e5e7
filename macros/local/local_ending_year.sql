{% macro local_ending_year(column) -%}
    {#-
        The year in which an academic year ends, from `2022/2023`, `2022/23`, `202223` or `2023`: one
        year alone is the one in which it ends. Null where the two years do not follow one another.
    -#}
    {%- set digits = replace_all(local_code(column), '[^0-9]', '') -%}
    {%- set first = "try_cast(substr(" ~ digits ~ ", 1, 4) as integer)" -%}
    {%- set second = "try_cast(substr(" ~ digits ~ ", 5) as integer)" -%}
    case
        when {{ first }} not between 2000 and 2099 then null
        when length({{ digits }}) = 4 then {{ first }}
        when length({{ digits }}) = 6 and ({{ first }} + 1) % 100 = {{ second }} then {{ first }} + 1
        when length({{ digits }}) = 8 and {{ first }} + 1 = {{ second }} then {{ second }}
    end
{%- endmacro %}
