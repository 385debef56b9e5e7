{% macro is_broken_outright() -%}
    {#- True for the identities that a figure breaks without a right value to hold it against. -#}
    results.identity_id = 'code_matches_name'
    or (results.identity_id = 'below_region' and results.expected_value is null)
{%- endmacro %}
