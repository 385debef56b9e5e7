"""The header of a SEN2 return."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from pipeline.demo.geography import HOME
from pipeline.demo.local.sen2_records import Sen2Return


@dataclass(slots=True, kw_only=True)
class HeaderRecord:
    """Whose return it is, of which year, and when it was made; the officers stay unnamed."""

    collection: str
    year: str
    referencedate: date
    sourcelevel: str
    lea: str
    softwarecode: str
    release: str
    serialno: str
    datetime: datetime
    dmo: str = ""
    dco: str = ""
    dsco: str = ""


def header(one: Sen2Return) -> HeaderRecord:
    """The header of a return that was made a fortnight after its census date."""
    return HeaderRecord(
        collection="SEN2",
        year=str(one.year),
        referencedate=one.census_date,
        sourcelevel="L",
        lea=HOME,
        softwarecode="jsna demonstration",
        release=f"v1.{one.year - 2022}",
        serialno="1",
        datetime=datetime.combine(one.census_date + timedelta(days=14), time(9, 30)),
    )
