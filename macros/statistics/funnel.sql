{#-
    The funnel: how far an area is from England, measured by chance and by how much areas differ from
    each other anyway (additive overdispersion; Spiegelhalter 2005, DerSimonian and Laird 1986).
-#}

{% macro funnel_variance(p0, n, counting) -%}
    {#-
        Variance by chance of x / n around p0: of a part of n ('proportion'), or of events among n
        ('events').
    -#}
    case {{ counting }}
        when 'proportion' then {{ p0 }} * (1 - {{ p0 }}) / {{ n }}
        when 'events' then {{ p0 }} / {{ n }}
    end
{%- endmacro %}

{% macro funnel_tau_squared(squares, weights, weights_squared, areas) -%}
    {#-
        Variance between areas beyond chance; never below 0. `squares` is the sum of w (p - p0)^2,
        `weights` that of w, `weights_squared` that of w^2, where w is one over the variance by chance.
    -#}
    greatest(
        0e0,
        ({{ squares }} - ({{ areas }} - 1))
        / nullif({{ weights }} - {{ weights_squared }} / nullif({{ weights }}, 0), 0)
    )
{%- endmacro %}

{% macro funnel_z(p, p0, variance, tau_squared) -%}
    {#- How far p lies from p0, in standard deviations of areas that do not differ otherwise. -#}
    ({{ p }} - {{ p0 }}) / nullif(sqrt({{ variance }} + {{ tau_squared }}), 0)
{%- endmacro %}
