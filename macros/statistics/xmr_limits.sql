{#-
    Limits of a monthly series (an XmR chart, as NHS England's Making Data Count draws it): where its values lie if
    nothing but chance moves them, and which of them chance does not explain.
-#}

{% macro xmr_limits(relation, keys, fix_after=none, screens_outliers=true) -%}
    {#-
        One row per point, with centre, lower_limit, upper_limit, points, special_cause and direction.

        relation  has the keys, place (ascending in a series), part (a number; each has limits of its
                  own) and value, never null
        keys      names of the columns that tell series from one another
        fix_after only so many first points of a part make its limits
        screens_outliers  whether ranges far above the others are left out of the mean range, once

        A part without any change from point to point has no limits, and so no point is outside them.
    -#}
    {%- set part = 'partition by ' ~ keys | join(', ') ~ ', part' -%}
    {%- set in_order = part ~ ' order by place' -%}
    {#- In order, so that sums come out the same on every machine. -#}
    {%- set whole = in_order ~ ' rows between unbounded preceding and unbounded following' -%}
    select
        {{ keys | join(', ') }},
        place,
        part,
        value,
        centre,
        lower_limit,
        upper_limit,
        points,
        special_cause,
        case special_cause
            when 'trend' then case when trend_step > 0 then 'higher' else 'lower' end
            else case when side > 0 then 'higher' when side < 0 then 'lower' end
        end as direction
    from (
        select
            *,
            case
                when outside = 1 then 'outside limits'
                when is_in_trend = 1 then 'trend'
                when near = 1 and is_in_two_of_three = 1 then 'two of three'
                when is_in_shift = 1 then 'shift'
            end as special_cause,
            -- At a turn the point belongs to what comes after it.
            case
                when lead(is_in_trend) over ({{ in_order }}) = 1 then lead(step) over ({{ in_order }})
                else step
            end as trend_step
        from (
            -- The earlier points of a run are flagged with its last.
            select
                *,
                {{ xmr_latest('ends_trend', in_order, 6) }} as is_in_trend,
                {{ xmr_latest('ends_shift', in_order, 6) }} as is_in_shift,
                {{ xmr_latest('ends_two_of_three', in_order, 2) }} as is_in_two_of_three
            from (
                -- Seven points are six steps; two equal points end a trend.
                select
                    *,
                    case
                        when abs({{ xmr_sum('step', in_order, 5) }}) = 6 then 1
                        else 0
                    end as ends_trend,
                    case
                        when abs({{ xmr_sum('side', in_order, 6) }}) = 7 then 1
                        else 0
                    end as ends_shift,
                    case
                        when
                            {{ xmr_sum('near', in_order, 2) }} >= 2
                            and abs({{ xmr_sum('side', in_order, 2) }}) = 3
                            then 1
                        else 0
                    end as ends_two_of_three
                from (
                    select
                        *,
                        case when value > centre then 1 when value < centre then -1 else 0 end as side,
                        case when value > upper_limit or value < lower_limit then 1 else 0 end
                            as outside,
                        -- Within the limits, and beyond two thirds of the way to one.
                        case
                            when value > upper_limit or value < lower_limit then 0
                            when abs(value - centre) > (upper_limit - centre) * 2 / 3 then 1
                            else 0
                        end as near
                    from (
                        select
                            *,
                            -- Ten decimals: a mean that is a value of the series stays one.
                            round(mean_value, 10) as centre,
                            round(mean_value - 2.66e0 * mean_range, 10) as lower_limit,
                            round(mean_value + 2.66e0 * mean_range, 10) as upper_limit
                        from (
                            select
                                *,
                                avg(case
                                    {%- if screens_outliers %}
                                    when moving_range < 3.267e0 * first_mean_range then moving_range
                                    {%- else %}
                                    when first_mean_range > 0 then moving_range
                                    {%- endif %}
                                end) over ({{ whole }}) as mean_range
                            from (
                                select
                                    *,
                                    avg(base_value) over ({{ whole }}) as mean_value,
                                    avg(moving_range) over ({{ whole }}) as first_mean_range
                                from (
                                    {{ xmr_steps(relation, in_order, part, fix_after) | indent(36) }}
                                ) as stepped
                            ) as averaged
                        ) as screened
                    ) as limited
                ) as placed
            ) as ended
        ) as flagged
    ) as named
{%- endmacro %}

{% macro xmr_steps(relation, in_order, part, fix_after) -%}
    {#- Each point beside the one before it. -#}
    select
        *,
        abs(base_value - lag(base_value) over ({{ in_order }})) as moving_range,
        case
            when value > lag(value) over ({{ in_order }}) then 1
            when value < lag(value) over ({{ in_order }}) then -1
            else 0
        end as step
    from (
        select
            *,
            count(*) over ({{ part }}) as points,
            {%- if fix_after %}
            case when row_number() over ({{ in_order }}) <= {{ fix_after }} then value end
            {%- else %}
            value
            {%- endif %}
                as base_value
        from {{ relation }} as series
    ) as counted
{%- endmacro %}

{% macro xmr_sum(column, in_order, before) -%}
    sum({{ column }}) over ({{ in_order }} rows between {{ before }} preceding and current row)
{%- endmacro %}

{% macro xmr_latest(column, in_order, after) -%}
    max({{ column }}) over ({{ in_order }} rows between current row and {{ after }} following)
{%- endmacro %}
