"""SEN2 returns as the XML that is sent to COLLECT: records stand inside those they belong to."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from pipeline.demo.local import sen2_items as items
from pipeline.demo.local.sen2_header import header
from pipeline.demo.local.sen2_items import Item, Table
from pipeline.demo.local.sen2_records import (
    ActiveRecord,
    AssessmentRecord,
    ImpossibleDay,
    PersonRecord,
    RequestRecord,
    Sen2Return,
    Value,
)

_COLLECTION = ("Collection", "Year", "ReferenceDate")


def write_xml(inbox: Path, returns: Sequence[Sen2Return]) -> None:
    """One file for each return."""
    folder = inbox / "sen2"
    folder.mkdir(parents=True, exist_ok=True)
    for one in returns:
        with (folder / f"sen2_{one.year}.xml").open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{line}\n" for line in _document(one))


def _document(one: Sen2Return) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="utf-8"?>'
    yield "<Message>"
    top = list(_values(header(one), items.SEN2, one.year))
    parts = [[line for line in top if line.startswith(tuple(f"<{tag}>" for tag in _COLLECTION))]]
    parts.append([line for line in top if line not in parts[0]])
    yield from _element("Header", [*_element("CollectionDetails", parts[0]),
                                   *_element("Source", parts[1])])  # fmt: skip
    yield "<Persons>"
    for person in one.persons:
        yield from _person(person, one.year)
    yield "</Persons>"
    yield "</Message>"


def _element(tag: str, inside: Iterable[str]) -> Iterator[str]:
    yield f"<{tag}>"
    yield from inside
    yield f"</{tag}>"


def _person(person: PersonRecord, year: int) -> Iterator[str]:
    yield "<Person>"
    yield from _values(person, items.PERSON, year)
    for request in person.requests:
        yield from _element("Requests", _request(request, year))
    yield "</Person>"


def _request(request: RequestRecord, year: int) -> Iterator[str]:
    yield from _values(request, items.REQUESTS, year)
    if request.assessment:
        yield from _element("Assessment", _assessment(request.assessment, year))
    if request.active:
        yield from _element("ActivePlans", _active(request.active, year))


def _assessment(assessment: AssessmentRecord, year: int) -> Iterator[str]:
    yield from _values(assessment, items.ASSESSMENT, year)
    if assessment.plan:
        yield "<NamedPlan>"
        yield from _values(assessment.plan, items.NAMED_PLAN, year)
        for detail in assessment.plan.details:
            yield from _element("PlanDetail", _values(detail, items.PLAN_DETAIL, year))
        yield "</NamedPlan>"


def _active(active: ActiveRecord, year: int) -> Iterator[str]:
    yield from _values(active, items.ACTIVE_PLANS, year)
    for placement in active.placements:
        yield from _element("PlacementDetail", _values(placement, items.PLACEMENT_DETAIL, year))
    for need in active.needs:
        yield from _element("SENneed", _values(need, items.SEN_NEED, year))


def _values(record: Any, table: Table, year: int) -> Iterator[str]:
    """The items that have a value; the document says nothing of the others."""
    for item in table.items_of(year):
        text = _text(getattr(record, item.column))
        if text and item.tag:
            yield _line(item, text)


def _line(item: Item, text: str) -> str:
    return f"<{item.tag}>{escape(text)}</{item.tag}>"


def _text(value: Value) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, ImpossibleDay):
        return "{:04d}-{:02d}-{:02d}".format(*value)
    return value.isoformat(timespec="seconds") if isinstance(value, datetime) else value.isoformat()
