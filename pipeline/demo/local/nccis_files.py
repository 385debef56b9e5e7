"""The monthly extracts of the tracking service (NCCIS), one CSV file per month."""

from collections.abc import Sequence
from pathlib import Path

from pipeline.demo.local.nccis import Activity

FOLDER = "nccis"
HEADINGS = (
    "ACADYR", "MonthNo", "Young_Person_ID", "UPN", "ULN", "Surname", "Forename", "DOB", "Gender",
    "SEND_Flag", "Cohort_Status", "Current_Activity_Code", "Current_Activity_Start_Date",
    "NEET_Start_Date", "CurrencyLapsed", "DueToLapseDate", "Postcode",
)  # fmt: skip


def write_month(inbox: Path, ends: int, month: int, rows: Sequence[Activity]) -> None:
    """The extract of a month of the winter that ends in that year."""
    folder = inbox / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    year = ends - 1 if month == 12 else ends
    path = folder / f"nccis_{year}_{month:02d}.csv"
    start = f"{ends - 1}/{ends},{month},"
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(",".join(HEADINGS) + "\n")
        for one in rows:
            file.write(
                f"{start}{one.young_person_id},{one.upn},{one.uln},{one.surname},{one.forename},"
                f"{_day(one.born)},{one.sex},{one.has_plan},{one.cohort_status},{one.code},"
                f"01/09/{ends - 1},,N,,{one.postcode}\n"
            )


def _day(born: str) -> str:
    parts = born.split("-")
    return "/".join(reversed(parts)) if len(parts) == 3 else born
