{% macro typed_value(text) -%}
    {#- The number that a published cell holds (thousands separators and % signs taken off), else null. -#}
    case
        when {{ matches("trim(" ~ text ~ ")", '^-?[0-9][0-9,]*([.][0-9]+)?([eE]-?[0-9]+)?%?$') }}
            or {{ matches("trim(" ~ text ~ ")", '^-?[.][0-9]+%?$') }}
            then try_cast(replace(replace(trim({{ text }}), ',', ''), '%', '') as double)
    end
{%- endmacro %}
