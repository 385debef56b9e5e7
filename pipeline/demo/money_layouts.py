"""The headings of the files about money and residents, spelled as their publishers spell them."""

from collections.abc import Mapping

from pipeline.demo.layouts import Layout

BALANCES_FILE, TOP_UPS_FILE = "dsg_deficit.csv", "specialist_spend.csv"
CHILDREN_FILE = "ons_mid-year_population_estimates_2012_to_2024.csv"
SINGLE_AGES_FILE = "humaniverse_utla_single_year_of_age_2019_2020.csv"
OUTTURN_FILE = "outturn_2021_22.xlsx"
GRANT_FILES: Mapping[int, str] = {
    2020: "dedicated-schools-grant_2021_11_18.ods",
    2021: "dedicated-schools-grant_2022_07_18.ods",
    2022: "dedicated-schools-grant_2023_07_20.ods",
    2023: "dedicated-schools-grant_2024_07_20.ods",
}
"""The workbooks of the grant, by the year in which the financial year begins."""

CSV_FILES: Mapping[str, Layout] = {
    BALANCES_FILE: Layout(
        (
            *("time_period", "geographic_level", "region_name", "la_name", "deficit"),
            *("DSG cumulative balance as a % of the total income", "financial_year"),
        )
    ),
    TOP_UPS_FILE: Layout(
        ("la_name", "category", "year", "Spend per head", "pop_est", "total_spend", "region")
    ),
    CHILDREN_FILE: Layout(
        (
            *("time_period", "time_identifier", "geographic_level", "country_code"),
            *("country_name", "region_code", "region_name", "old_la_code", "new_la_code"),
            *("la_name", "age_group", "population_estimate"),
        )
    ),
    SINGLE_AGES_FILE: Layout(
        (
            *("utla20_code", "utla20_name", "total_population"),
            *(str(age) for age in range(90)),
            *("90+", "year"),
        )
    ),
}

GRANT_SHEET = "Allocations_summary"
_BLOCKS = (
    *("Schools block (£s)", "Central school services block (£s)", "High needs block (£s)"),
    *("Early years block (£s)", "Total DSG allocation (£s)"),
)
_BLOCKS_AFTER = (
    *("Schools block (£s)", "Central school services block allocation (£s)"),
    *("High needs block allocation (£s)", "Early years block (£s)", "Total DSG allocation (£s)"),
)


def grant_headings(year: int) -> list[list[str]]:
    """The four rows above the areas of the grant's summary."""
    span = f"{year} to {year + 1}"
    rates = "national non-domestic rates, and for " if year >= 2022 else ""
    rates_too = ", national non-domestic rates" if year >= 2022 else ""
    funding = "direct funding of high needs places by"
    before = (
        f"{span} DSG allocations, before recoupment and deductions for {rates}{funding} "
        "Education and Skills Funding Agency (ESFA)"
    )
    after = (
        f"{span} DSG allocations, after deductions for academies recoupment{rates_too} and "
        f"{funding} ESFA"
    )
    sums = ["", "", "", "", "= [A] + [B] + [C] + [D]", "", "", "", "", "= [F] + [G] + [H] + [I]"]
    return [
        [
            f"Dedicated schools grant: {span} allocations local authority summary",
            *("", before, "", "", "", "", after, "", "", "", ""),
        ],
        ["", "", *_BLOCKS, *_BLOCKS_AFTER],
        ["", "", *(f"[{letter}]" for letter in "ABCDEFGHIJ")],
        ["", "", *sums],
    ]


_PHASES = ("Early Years", "Primary", "Secondary")
_SPECIALIST = ("Special schools and academies", "PRUs and AP academies")
_MAINTAINED = "(maintained schools, academies, free schools and colleges)"
_INDEPENDENT = "(non-maintained\nand independent schools and colleges)"
PLACE_LINES = (*_PHASES, *_SPECIALIST, "Post School")
STATE_LINES = tuple(f"{name} (1)" for name in (*PLACE_LINES, "Income"))
INDEPENDENT_LINES = tuple(f"{name} (2)" for name in (*PLACE_LINES, "Income"))
SERVICE_LINES = (
    *("SEN support and inclusion services", "Alternative provision services"),
    *("Hospital education services", "Therapies and other health related services"),
)
SPENDING_LINES = (
    *("Place funding", *PLACE_LINES),
    *(f"Top up funding {_MAINTAINED}", *STATE_LINES),
    *(f"Top up funding {_INDEPENDENT}", *INDEPENDENT_LINES),
    *SERVICE_LINES,
)
"""The lines of a budget or an outturn, in the order of their columns."""
BUDGET_AT, OUTTURN_AT, PER_HEAD_AT, SHEET_WIDTH = 14, 59, 91, 118


def spending_headings() -> list[list[str]]:
    """The rows above the areas of the benchmarking tool, as far as they are read by anyone."""
    rows = [[""] * SHEET_WIDTH for _ in range(6)]
    rows[0][0:2] = ["Year", "2021-22"]
    rows[1][BUDGET_AT], rows[1][OUTTURN_AT] = "Section 251 budget", "Section 251 outturn"
    rows[2][PER_HEAD_AT] = (
        "Table 3b: High needs outturn reported in section 251 and amounts per head"
    )
    rows[3][0:4] = ["Region", "LA code", "LA name", "2-18 Population (ONS mid-2021 projection)"]
    rows[3][5] = "No. aged up to 25 with SEN statement or EHCP"
    for start in (BUDGET_AT, OUTTURN_AT):
        end = start + len(SPENDING_LINES)
        rows[2][start:end] = SPENDING_LINES
        rows[3][start], rows[3][start + 1] = "Place funding", "of which"
    return rows
