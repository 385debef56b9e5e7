{% macro missing_reason(text) -%}
    {#- Why a published cell holds no number, as one of DfE's symbols; `reject` where it is neither. -#}
    case
        when {{ typed_value(text) }} is not null then null
        when {{ text }} is null then 'x'
        {%- for reason, symbols in var('missing_symbols').items() %}
        when lower(trim({{ text }})) in (
            {%- for symbol in symbols %}'{{ symbol }}'{{ ', ' if not loop.last }}{% endfor -%}
        ) then '{{ reason }}'
        {%- endfor %}
        else 'reject'
    end
{%- endmacro %}
