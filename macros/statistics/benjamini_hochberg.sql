{% macro benjamini_hochberg(relation, family) -%}
    {#-
        Every row and column of `relation`, whose `p_value` is never null, with `q_value`: the smallest
        share of false findings among which the row counts as one, if all of its family are looked at
        (Benjamini and Hochberg 1995). `family` are the columns that rows of one family share.
    -#}
    select
        stepped.*,
        -- Never above that of a larger p-value, and so never above 1.
        min(stepped.step_q) over (
            partition by {{ family | join(', ') }}
            order by stepped.p_value
            range between current row and unbounded following
        ) as q_value
    from (
        select
            tested.*,
            tested.p_value
            * count(*) over (partition by {{ family | join(', ') }})
            / count(*) over (
                partition by {{ family | join(', ') }}
                order by tested.p_value
                range between unbounded preceding and current row
            ) as step_q
        from {{ relation }} as tested
    ) as stepped
{%- endmacro %}
