{% macro spread_beyond_chance(deviation, noise) -%}
    {#-
        The square of how far a group's members usually lie from their middle, less what chance does to
        their counts. 1.4826 times the middle of the distances is the standard deviation where these are
        normal, and a few members that lie far out do not move it.
    -#}
    round(greatest(0, pow(1.4826 * median(abs({{ deviation }})), 2) - median({{ noise }})), 10)
{%- endmacro %}
