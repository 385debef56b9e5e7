"""The certificate of disclosure control: the tables of published.duckdb that its page reads."""

from collections.abc import Mapping

TABLES: Mapping[str, str] = {
    # One row. `counts` are the cells of the system, `figures` the council's own.
    "disclosure": """
        create table disclosure (
            preset varchar, threshold integer, zeros_printed boolean, rounding integer,
            least_group integer, group_of integer, solver varchar, programs bigint,
            time_taken varchar, counts bigint, figures bigint, figures_hidden bigint,
            earlier_editions bigint
        )
    """,
    # One row per attacker: A, B, D.
    "disclosure_attackers": """
        create table disclosure_attackers (
            attacker varchar, title varchar, knows varchar, hidden bigint, recoverable bigint,
            below_threshold bigint, narrowest double
        )
    """,
    # One row per table of the council's own records and period.
    "disclosure_tables": """
        create table disclosure_tables (
            source_name varchar, table_title varchar, time_period varchar, cells bigint,
            published bigint, hidden_small bigint, hidden_to_protect bigint, already_public bigint
        )
    """,
}
