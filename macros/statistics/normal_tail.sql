{% macro normal_tail(z) -%}
    {#-
        Two-sided p-value of a standard normal z: how often chance alone goes so far from 0, either way.
        The complementary error function by Cody's rational approximations (Mathematics of Computation,
        1969), good to the last digits of a double; 0 beyond 38.
    -#}
    {%- set x = '(abs(cast(' ~ z ~ ' as double)) / sqrt(2e0))' -%}
    {%- set square = '(' ~ x ~ ' * ' ~ x ~ ')' -%}
    case
        when {{ x }} <= 0.46875e0
            then
                1 - {{ x }} * {{ polynomial(square, [
                    '0.185777706184603153e0', '3.16112374387056560e0', '113.864154151050156e0',
                    '377.485237685302021e0', '3209.37758913846947e0']) }}
                / {{ polynomial(square, [
                    '1e0', '23.6012909523441209e0', '244.024637934444173e0', '1282.61652607737228e0',
                    '2844.23683343917062e0']) }}
        when {{ x }} <= 4e0
            then
                exp(-{{ square }}) * {{ polynomial(x, [
                    '2.15311535474403846e-8', '0.564188496988670089e0', '8.88314979438837594e0',
                    '66.1191906371416295e0', '298.635138197400131e0', '881.952221241769090e0',
                    '1712.04761263407058e0', '2051.07837782607147e0', '1230.33935479799725e0']) }}
                / {{ polynomial(x, [
                    '1e0', '15.7449261107098347e0', '117.693950891312499e0', '537.181101862009858e0',
                    '1621.38957456669019e0', '3290.79923573345963e0', '4362.61909014324716e0',
                    '3439.36767414372164e0', '1230.33935480374942e0']) }}
        when {{ x }} <= 27e0
            then
                exp(-{{ square }}) / {{ x }} * (
                    0.564189583547756287e0
                    - {{ polynomial('(1 / ' ~ square ~ ')', [
                        '0.0163153871373020978e0', '0.305326634961232344e0', '0.360344899949804439e0',
                        '0.125781726111229246e0', '0.0160837851487422766e0',
                        '0.000658749161529837803e0']) }}
                    / {{ polynomial('(1 / ' ~ square ~ ')', [
                        '1e0', '2.56852019228982242e0', '1.87295284992346047e0',
                        '0.527905102951428412e0', '0.0605183413124413191e0',
                        '0.00233520497626869185e0']) }}
                    / {{ square }}
                )
        when {{ x }} > 27e0 then 0e0
    end
{%- endmacro %}

{% macro polynomial(x, coefficients) -%}
    {#- A polynomial of x by Horner's rule; the coefficient of the highest power comes first. -#}
    {%- set told = namespace(sql=coefficients[0]) -%}
    {%- for coefficient in coefficients[1:] -%}
        {%- set told.sql = '(' ~ told.sql ~ ' * ' ~ x ~ ' + ' ~ coefficient ~ ')' -%}
    {%- endfor -%}
    {{ told.sql }}
{%- endmacro %}
