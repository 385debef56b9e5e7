{% macro local_text(column) -%}
    {#- A text cell without the spaces around it; an empty one is null. -#}
    nullif(trim({{ column }}), '')
{%- endmacro %}

{% macro local_code(column) -%}
    {#- A code in capitals, without the spaces around it and without the `.0` of a spreadsheet. -#}
    nullif(
        case
            when {{ column }} like '%.0%'
                then {{ replace_all("upper(trim(" ~ column ~ "))", '[.]0+$', '') }}
            else upper(trim({{ column }}))
        end,
        ''
    )
{%- endmacro %}

{% macro local_flag(column) -%}
    {#- True or false from 1, 0, True, False, Y, N in any case; null where it is neither. -#}
    case
        when {{ local_code(column) }} in ('1', 'TRUE', 'Y', 'YES') then true
        when {{ local_code(column) }} in ('0', 'FALSE', 'N', 'NO') then false
    end
{%- endmacro %}
