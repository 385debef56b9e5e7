{% macro letters_only(text) -%}
    {#- A label in lower case with one space for every run of other signs. -#}
    trim({{ replace_all("lower(" ~ text ~ ")", '[^a-z]+', ' ') }})
{%- endmacro %}
