{% macro local_upn(column) -%}
    {#-
        The keyed hash of a UPN, null where there is none. A text of another form is none: words such
        as UNKNOWN may stand for many children.
    -#}
    case when coalesce({{ column }}_problem, '') not in ('blank', 'form') then {{ column }} end
{%- endmacro %}

{% macro need_code(column) -%}
    {#- The code of a type of need, also of `ASD - Autistic ...`; BESD is SEMH now. -#}
    {%- set code = replace_all("upper(trim(" ~ column ~ "))", '[^A-Z].*$', '') -%}
    case when {{ code }} = 'BESD' then 'SEMH' else nullif({{ code }}, '') end
{%- endmacro %}

{% macro sex_label(column) -%}
    {#- Female, Male or Unknown, from a code in capitals. -#}
    case
        when {{ column }} in ('F', 'FEMALE') then 'Female'
        when {{ column }} in ('M', 'MALE') then 'Male'
        else 'Unknown'
    end
{%- endmacro %}
