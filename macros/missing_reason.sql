{% macro missing_reason(text, typed) -%}
    {#-
        Why a published cell holds no number, as one of DfE's symbols; `reject` where it is neither.
        `typed` is the number that typed_value() made of the text.
    -#}
    case
        when {{ typed }} is not null then null
        when {{ text }} is null then 'x'
        {%- for reason, symbols in var('missing_symbols').items() %}
        when lower(trim({{ text }})) in ({{ quoted_list(symbols) }}) then '{{ reason }}'
        {%- endfor %}
        else 'reject'
    end
{%- endmacro %}
