{% macro broken_rules(relation, source_name, table_name, rules, upn=none, birth_month=none) -%}
    {#-
        One row per row of `relation` and rule that it breaks, from one pass over it.

        rules       the rule's name: the condition under which a row breaks it. The rule's id in
                    `local_rules`, where its severity and its words are, is `<table>_<name>`.
        upn         the pupil number's column: adds the rules on how one is made
        birth_month the column of the month of birth: adds the rules on it; `relation` then has a
                    `reference_date`
        `relation` has `school`, `_file_id` and `_row`.
    -#}
    {%- set conditions = dict(rules) -%}
    {%- if upn -%}
        {%- do conditions.update({
            'upn_form': upn ~ "_problem not in ('blank', 'check letter', 'local authority')",
            'upn_check_letter': upn ~ "_problem = 'check letter'",
            'upn_local_authority': upn ~ "_problem = 'local authority'",
        }) -%}
    {%- endif -%}
    {%- if birth_month -%}
        {%- set age = age_at_august(birth_month, 'reference_date') -%}
        {%- set census_month = "substr(cast(reference_date as varchar(10)), 1, 7)" -%}
        {%- do conditions.update({
            'birth_missing': birth_month ~ "_problem = 'blank'",
            'birth_not_a_date': birth_month ~ "_problem <> 'blank'",
            'birth_in_future': birth_month ~ ' > ' ~ census_month,
            'age': birth_month ~ ' <= ' ~ census_month ~ ' and ' ~ age ~ ' not between -1 and 25',
        }) -%}
    {%- endif -%}
    select
        local_rules.rule_id,
        local_rules.severity,
        local_rules.source_name,
        local_rules.table_name,
        local_rules.field,
        flagged.school,
        flagged._file_id as file_id,
        flagged._row as row_number
    from (
        select *
        from (
            select
                school,
                _file_id,
                _row
                {%- for condition in conditions.values() %},
                ({{ condition }}) as rule_{{ loop.index }}
                {%- endfor %}
            from {{ relation }}
        ) as judged
        -- Most rows break nothing: only the others meet the list of rules.
        where {% for condition in conditions %}rule_{{ loop.index }}{{ ' or ' if not loop.last }}{% endfor %}
    ) as flagged
    inner join {{ ref('local_rules') }} as local_rules
        on
            local_rules.source_name = '{{ source_name }}'
            and local_rules.table_name = '{{ table_name }}'
            and case local_rules.rule_id
                {%- for name in conditions %}
                when '{{ table_name }}_{{ name }}' then flagged.rule_{{ loop.index }}
                {%- endfor %}
            end
{%- endmacro %}

{% macro with_known_codes(relation, code_sets, year='return_year') -%}
    {#-
        The rows of `relation` with `<column>_is_known` and `<column>_is_of_year` for every column of
        `code_sets` (the column: its set in `int_local_codes`).
    -#}
    select
        coded.*
        {%- for column in code_sets %},
        {{ column }}_codes.code is not null as {{ column }}_is_known,
        coded.{{ year }} between coalesce({{ column }}_codes.first_year, 0)
        and coalesce({{ column }}_codes.last_year, 9999) as {{ column }}_is_of_year
        {%- endfor %}
    from {{ relation }} as coded
    {%- for column, code_set in code_sets.items() %}
    left join {{ ref('int_local_codes') }} as {{ column }}_codes
        on
            {{ column }}_codes.code_set = '{{ code_set }}'
            and {{ cell_code('coded.' ~ column) }} = {{ column }}_codes.code
    {%- endfor %}
{%- endmacro %}
