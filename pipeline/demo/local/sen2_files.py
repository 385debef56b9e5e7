"""The SEN2 returns of the demonstration area, in the form that is asked for."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from pipeline.demo.local.people import PlanPeople
from pipeline.demo.local.sen2_blade import write_blade
from pipeline.demo.local.sen2_records import Sen2Return
from pipeline.demo.local.sen2_return import sen2_returns
from pipeline.demo.local.sen2_template_file import write_template
from pipeline.demo.local.sen2_xml_file import write_xml

BLADE, XML, TEMPLATE = FORMS = ("blade", "xml", "template")
_WRITERS: Mapping[str, Callable[[Path, Sequence[Sen2Return]], None]] = {
    BLADE: write_blade,
    XML: write_xml,
    TEMPLATE: write_template,
}


def write_sen2(inbox: Path, people: PlanPeople, form: str = BLADE) -> None:
    """Write the returns below `inbox/sen2`: the same records, whatever the form."""
    _WRITERS[form](inbox, list(sen2_returns(people).values()))
