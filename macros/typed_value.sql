{% macro typed_value(text) -%}
    {#-
        The number that a published cell holds (thousands separators and % signs taken off), else
        null. The pattern keeps out texts that a cast would take for numbers, such as `nan`.
    -#}
    case
        when {{ matches(text, '^ *-?[0-9,]*[.]?[0-9]+([eE]-?[0-9]+)?%? *$') }}
            then try_cast(replace(replace(trim({{ text }}), ',', ''), '%', '') as double)
    end
{%- endmacro %}
