"""The lists of local authorities: code vintages, DfE's register, and statistical neighbours."""

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

import xlsxwriter

from pipeline.demo.chance import stream
from pipeline.demo.geography import AUTHORITIES, HOME, NEW_MAP_FROM, Authority
from pipeline.demo.layouts import FLAT
from pipeline.demo.packing import csv_bytes, csv_line, repacked
from pipeline.demo.traits import traits

VINTAGES_FILE, REGISTER_FILE = "dfeR_la_code_vintages.csv", "dfe_qa_las.csv"
_FIRST_YEAR, _LAST_YEAR, _CHANGE = 2017, 2025, NEW_MAP_FROM - 1
_STARTED, _CHANGED, _ENDED = "01/01/2009", "01/04/2023", "31/03/2023"
_KINDS = {"E06": "Unitary Authorities", "E08": "Metropolitan Districts", "E10": "Counties"}

NEIGHBOUR_SHEET = "LA SN Groups"
_NEIGHBOURS = 10
_TITLES = ["LA num", "LA Name", "LA number", "GOInd", "GOReg"]
_CLOSENESS = ("Extremely Close", "Very Close", "Close", "Somewhat close", "Not Close")


def write_area_files() -> Mapping[str, bytes]:
    """The two lists and the two sheets of neighbours."""
    return {
        VINTAGES_FILE: _csv(VINTAGES_FILE, _vintages()),
        REGISTER_FILE: _csv(REGISTER_FILE, _register()),
        "sn_may_2025.xlsx": _neighbour_sheet(_on_map(True), _on_map(False)),
        "sn_april_2021.xlsx": _neighbour_sheet(_on_map(False), ()),
    }


def _csv(name: str, rows: Iterator[Sequence[str]]) -> bytes:
    layout = FLAT[name]
    lines = (csv_line(row) for row in rows)
    return csv_bytes(layout.columns, lines, bom=layout.bom, newline=layout.newline)


def _codes(one: Authority) -> Iterator[tuple[str, bool, bool]]:
    """Each code of an authority: whether it began, and whether it ended, with the new map."""
    if one.gss_code_before:
        yield one.gss_code, True, False
        yield one.gss_code_before, False, True
    else:
        yield one.gss_code, one.from_january == NEW_MAP_FROM, one.to_january < NEW_MAP_FROM


def _vintages() -> Iterator[Sequence[str]]:
    for one in sorted(AUTHORITIES, key=lambda one: one.name):
        for code, is_new, is_over in _codes(one):
            first = _CHANGE if is_new else _FIRST_YEAR
            last = _CHANGE - 1 if is_over else _LAST_YEAR
            region = (one.region.name, one.region.code)
            yield one.name, one.code, code, *region, f"{first}.0", f"{last}.0"


def _register() -> Iterator[Sequence[str]]:
    rows = []
    for one in AUTHORITIES:
        for code, is_new, is_over in _codes(one):
            dates = (_CHANGED if is_new else _STARTED, _ENDED if is_over else "")
            rows.append(_register_row(code, one.name, dates, one.region.code, one.code))
    east, west = (one for one in AUTHORITIES if one.places != (HOME,) and _began_with_new_map(one))
    rows.append(  # the real register also has a row for both successors together
        _register_row(
            f"{east.gss_code} / {west.gss_code}",
            f"{east.name} / {west.name}",
            (_CHANGED, ""),
            east.region.code,
            f"{east.code} / {west.code}",
        )
    )
    yield from sorted(rows)


def _began_with_new_map(one: Authority) -> bool:
    return one.from_january == NEW_MAP_FROM


def _register_row(
    code: str, name: str, dates: tuple[str, str], region: str, old_code: str
) -> tuple[str, ...]:
    status = "terminated" if dates[1] else "live"
    return code, name, *dates, region, code[:3], _KINDS[code[:3]], status, old_code


def _on_map(is_new: bool) -> tuple[Authority, ...]:
    january = NEW_MAP_FROM if is_new else NEW_MAP_FROM - 1
    here = [one for one in AUTHORITIES if one.exists(january)]
    return tuple(sorted(here, key=lambda one: one.name))


def _neighbour_sheet(listed: Sequence[Authority], before: Sequence[Authority]) -> bytes:
    """A workbook: two rows of column letters and numbers, the titles, a row per authority.

    Authorities that have ended follow at the end, with the neighbours that they had.
    """
    rows = _sheet_headers()
    rows += [_neighbour_row(one, listed) for one in listed]
    rows += [_neighbour_row(one, before) for one in before if one not in listed]
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as workbook:
        workbook.set_properties({"title": "Demonstration", "created": datetime(2025, 1, 1)})
        sheet = workbook.add_worksheet(NEIGHBOUR_SHEET)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return repacked(buffer.getvalue())


def _sheet_headers() -> list[list[str | int]]:
    titles: list[str | int] = [*_TITLES]
    for rank in range(1, _NEIGHBOURS + 1):
        titles += [f"SN{rank}", "SNP"]
    return [["A", "B", "C", "D", "E", *range(3, 23)], [*range(1, 26)], titles]


def _neighbour_row(one: Authority, others: Sequence[Authority]) -> list[str | int]:
    row: list[str | int] = [int(one.code), one.name, int(one.code)]
    row += [one.region.sheet_number, one.region.lait_name]
    ranked = sorted(
        (other for other in others if other is not one), key=lambda o: _distance(one, o)
    )
    for rank, other in enumerate(ranked[:_NEIGHBOURS]):
        row += [int(other.code), _CLOSENESS[rank // 2]]
    return row


def _distance(one: Authority, other: Authority) -> float:
    """How unlike two authorities are: in plans per pupil, in attainment, and by chance."""
    mine, theirs = traits(one.places[0]), traits(other.places[0])
    pair = "-".join(sorted((one.code, other.code)))
    return (
        abs(mine.plan_rate - theirs.plan_rate)
        + 5 * abs(mine.attainment - theirs.attainment)
        + 0.3 * stream("neighbours", pair).random()
    )
