"""The tables of published.duckdb about the projection of plans and what came of earlier ones.

They are made of published figures only, so nothing in them is held back.
"""

QUERIES = {
    "projection_backtest": """
        select * from warehouse.marts.fct_projection_backtest
        where area_code is null or area_code = $la
        order by area_code nulls first, method, horizon
    """,
    "projection_outcomes": """
        select * from warehouse.marts.fct_projection_outcomes
        where area_code = $la
        order by time_period, horizon
    """,
}
