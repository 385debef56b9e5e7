-- Every model that has the shape of observations, one after the other: the one list is a variable.
{%- for model in var('observation_models') %}
select * from {{ ref(model) }}
{{ 'union all' if not loop.last }}
{%- endfor %}
