{% macro name_key(name) -%}
    {#-
        An area's name reduced to what its spellings share: "Bristol, City of" and "Bristol",
        "St. Helens" and "St Helens", "Dorset6" (a footnote digit) and "Dorset".
    -#}
    {%- set words = replace_all("lower(replace(" ~ name ~ ", '&', 'and'))", '[^a-z]+', ' ') -%}
    {%- set core = replace_all(words, '(^| )(city of|county of|county)( |$)', ' ') -%}
    trim({{ core }})
{%- endmacro %}
