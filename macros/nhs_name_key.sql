{% macro nhs_name_key(key) -%}
    {#- What name_key() makes of an ICB's name, without "NHS" before it and "ICB" behind it. -#}
    {{ replace_all(key, '(^nhs )|( icb$)', '') }}
{%- endmacro %}
