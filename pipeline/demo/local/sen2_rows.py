"""The records of a SEN2 return as rows of tables that are linked by numbers."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from pipeline.demo.local.sen2_records import (
    ActiveRecord,
    AssessmentRecord,
    RequestRecord,
    Sen2Return,
)

_NO_RECORD = 999_999  # a number that no record has


class Row(NamedTuple):
    """A record with its number in its table, and the numbers of those that it belongs to."""

    number: int
    parent: int
    person: int
    request: int
    record: Any


def numbered(one: Sen2Return) -> Mapping[str, list[Row]]:
    """The rows of each table below the header, in the order of the persons."""
    numbering = _Numbering()
    top = Row(1, 0, 0, 0, one)
    for person in one.persons:
        of_person = numbering.add("person", top, person)
        for request in person.requests:
            numbering.add_request(of_person, request)
    nowhere = Row(_NO_RECORD, 0, _NO_RECORD, _NO_RECORD, None)
    for need in one.stray_needs:
        numbering.add("senneed", nowhere, need)
    return numbering.rows


class _Numbering:
    """Numbers the records of each table as they come."""

    def __init__(self) -> None:
        self.rows: dict[str, list[Row]] = {}

    def add(self, table: str, above: Row, record: Any) -> Row:
        listed = self.rows.setdefault(table, [])
        number = len(listed) + 1
        person = number if table == "person" else above.person
        request = number if table == "requests" else above.request
        listed.append(Row(number, above.number, person, request, record))
        return listed[-1]

    def add_request(self, above: Row, request: RequestRecord) -> None:
        of_request = self.add("requests", above, request)
        if request.assessment:
            self._add_assessment(of_request, request.assessment)
        if request.active:
            self._add_active(of_request, request.active)

    def _add_assessment(self, above: Row, assessment: AssessmentRecord) -> None:
        of_assessment = self.add("assessment", above, assessment)
        if assessment.plan:
            of_plan = self.add("namedplan", of_assessment, assessment.plan)
            for detail in assessment.plan.details:
                self.add("plandetail", of_plan, detail)

    def _add_active(self, above: Row, active: ActiveRecord) -> None:
        of_active = self.add("activeplans", above, active)
        for placement in active.placements:
            self.add("placementdetail", of_active, placement)
        for need in active.needs:
            self.add("senneed", of_active, need)
