"""Reading the XML of a SEN2 return: every record arrives once, and nothing else gets in."""

from __future__ import annotations

import re
import tracemalloc
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.errors import InputError
from pipeline.extract.records import Record
from pipeline.extract.sen2_fields import sen2_fields
from pipeline.extract.sen2_xml import SEN2_ROOT, read_sen2_xml, root_of
from pipeline.project import project_dir
from pipeline.sources import load_registry
from tests.fixtures_sen2 import (
    HEADER,
    ITEMS,
    PLACES,
    SECRET,
    Node,
    a_person,
    expected_records,
    xml_of,
)

MARK = "MARKED9VALUE"


def read(path: Path, content: str | bytes, unknown: Counter[str] | None = None) -> list[Record]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(read_sen2_xml(path, path.name, unknown))


def in_order(records: list[Record]) -> list[tuple[str, int, list[tuple[str, str | None]]]]:
    return sorted((table, row, sorted(values.items())) for table, row, values in records)


def failure(path: Path, content: str | bytes) -> str:
    with pytest.raises(InputError) as caught:
        read(path, content)
    text = str(caught.value)
    assert "\n" not in text
    assert MARK not in text
    return text


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "return.xml"


def test_every_record_arrives_with_its_links(file: Path) -> None:
    persons = [a_person(), a_person(upn="A599000000002")]
    found = read(file, xml_of(persons))
    assert in_order(found) == in_order(expected_records(persons, HEADER))
    assert Counter(record.table for record in found) == {
        "sen2": 1,
        "person": 2,
        "requests": 4,
        "assessment": 2,
        "namedplan": 2,
        "plandetail": 4,
        "activeplans": 2,
        "placementdetail": 2,
        "senneed": 4,
    }


def test_the_columns_are_those_of_the_registry() -> None:
    registry = load_registry(project_dir())
    modules = sen2_fields().modules
    for table in ITEMS:
        spec = registry.get("sen2", table)
        assert set(modules[table].columns) == {*spec.required, *spec.optional}
        assert not {"surname", "forename", "sensettingother"} & set(modules[table].columns)


def test_tags_match_whatever_their_case_and_namespace(file: Path) -> None:
    text = xml_of([a_person()])
    plain = in_order(read(file, text))
    assert in_order(read(file, xml_of([a_person()], namespace="urn:example"))) == plain
    assert in_order(read(file, text.replace("SENSetting", "SENsetting"))) == plain
    assert in_order(read(file, re.sub(r"</?\w+>", lambda tag: tag[0].lower(), text))) == plain


@pytest.mark.parametrize(
    ("tag", "column"),
    [("Gender", "gendercurrent"), ("GenderCurrent", "gendercurrent"), ("Sex", "sex")],
)
def test_sex_is_read_under_the_name_of_every_year(file: Path, tag: str, column: str) -> None:
    text = xml_of([a_person()]).replace("<Sex>F</Sex>", f"<{tag}>2</{tag}>")
    [person] = [record for record in read(file, text) if record.table == "person"]
    assert person.values[column] == "2"


@pytest.mark.parametrize("tag", ["PlanWPB", "PlanWBP", "planwpb"])
def test_work_based_learning_is_read_in_both_spellings(file: Path, tag: str) -> None:
    text = xml_of([a_person()]).replace("PlanWPB", tag)
    [plan] = [record for record in read(file, text) if record.table == "namedplan"]
    assert plan.values["planwpb"] == "A"


def test_residence_is_read_of_the_plan_and_of_the_placement(file: Path) -> None:
    residence = {
        record.table: record.values["res"]
        for record in read(file, xml_of([a_person()]))
        if "res" in record.values
    }
    assert residence == {"activeplans": "A", "placementdetail": "B"}


def test_names_and_free_text_never_arrive(file: Path) -> None:
    text = xml_of([a_person()])
    assert SECRET in text
    assert SECRET not in repr(read(file, text))


def test_blank_elements_are_null_and_the_rest_is_trimmed(file: Path) -> None:
    text = xml_of([a_person(ethnicity=" \n", postcode="  ZZ99 9ZZ\n")])
    [person] = [record for record in read(file, text) if record.table == "person"]
    assert (person.values["ethnicity"], person.values["postcode"]) == (None, "ZZ99 9ZZ")
    assert person.values["uniquelearnernumber"] is None


def test_of_an_item_that_comes_twice_the_first_counts(file: Path) -> None:
    text = xml_of([a_person()]).replace("<Sex>F</Sex>", "<Sex/><Sex>F</Sex><Sex>M</Sex><Sex/>")
    [person] = [record for record in read(file, text) if record.table == "person"]
    assert person.values["sex"] == "F"


def test_unknown_elements_are_passed_over_and_counted(file: Path) -> None:
    text = xml_of([a_person()]).replace("<Sex>", f"<New><UPN>{MARK}</UPN></New><New/><Sex>")
    unknown: Counter[str] = Counter()
    found = read(file, text, unknown)
    assert in_order(found) == in_order(expected_records([a_person()], HEADER))
    assert unknown == {"new": 2, "upn": 1}


def test_a_wrapper_that_nobody_knows_hides_no_record(file: Path) -> None:
    text = xml_of([a_person()]).replace("<SENneed>", "<SENneeds><SENneed>")
    text = text.replace("</SENneed>", "</SENneed></SENneeds>")
    assert in_order(read(file, text)) == in_order(expected_records([a_person()], HEADER))


def _bomb() -> str:
    entities = "".join(f'<!ENTITY a{level} "{f"&a{level - 1};" * 10}">' for level in range(1, 10))
    return f'<!DOCTYPE Message [<!ENTITY a0 "{MARK}">{entities}]>\n<Message>&a9;</Message>'


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (_bomb(), r"document type or entities.*return\.xml, line 1"),
        ("<!DOCTYPE Message>\n<Message/>", r"document type or entities"),
        (
            f'<!DOCTYPE M [<!ENTITY x SYSTEM "file:///{MARK}">]>\n<Message>&x;</Message>',
            r"document type or entities",
        ),
        (f'<!DOCTYPE M SYSTEM "{MARK}.dtd">\n<Message/>', r"document type or entities"),
        (f"<Message>\n&{MARK};</Message>", r"is broken.*line 2"),
        ("", r"ends before its last element is closed"),
        (f"<{MARK}/>", r"root element is not Message.*line 1"),
        ("<Message/>", r"no Header with the Collection SEN2"),
        (xml_of([], {**HEADER, "collection": MARK}), r"no Header with the Collection SEN2"),
        (f"no XML {MARK}", r"is broken"),
        (f'<?xml version="1.0" encoding="{MARK}"?><Message/>', r"is broken"),
        ('<?xml version="1.0" encoding="shift_jis"?><Message/>', r"is broken"),
        ("<Message>" + "<a>" * 100, r"nested deeper"),
        (xml_of([Node("person", {"upn": MARK * 1000})]), r"an item is longer"),
        (f"<Message><!--{MARK * 200_000}--></Message>", r"tag or comment is longer"),
        (xml_of([]) + MARK, r"is broken"),
    ],
    ids=[
        "billion laughs",
        "document type",
        "external entity",
        "external document type",
        "undeclared entity",
        "empty",
        "another root",
        "no header",
        "another collection",
        "no XML",
        "unknown encoding",
        "multi-byte encoding",
        "deep",
        "long item",
        "long comment",
        "something after the end",
    ],
)
def test_a_bad_file_is_one_clear_line(file: Path, content: str, message: str) -> None:
    with pytest.raises(InputError, match=message):
        read(file, content)
    failure(file, content)


def test_a_persons_list_without_a_header_is_refused(file: Path) -> None:
    text = xml_of([a_person(upn=MARK)])
    start, end = text.index("<Header>"), text.index("<Persons>")
    assert "no Header" in failure(file, text[:start] + text[end:])


@settings(max_examples=40, deadline=None, derandomize=True)
@given(share=st.floats(0, 0.995))
def test_a_file_that_was_cut_off_is_always_told(
    tmp_path_factory: pytest.TempPathFactory, share: float
) -> None:
    whole = xml_of([a_person(upn=MARK, postcode=MARK)] * 3).rstrip().encode()
    text = failure(tmp_path_factory.mktemp("cut") / "a.xml", whole[: int(len(whole) * share)])
    assert "in a.xml, line " in text


def test_bytes_of_another_encoding_name_their_line(file: Path) -> None:
    content = xml_of([a_person(ethnicity="WÉÉ")]).encode("cp1252")
    assert "broken" in failure(file, content)
    line = content[: content.index("É".encode("cp1252"))].count(b"\n") + 1
    assert f"line {line};" in failure(file, content)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_every_encoding_that_the_file_names_is_read(file: Path, encoding: str) -> None:
    named = {"utf-8-sig": "utf-8", "cp1252": "windows-1252"}.get(encoding, encoding)
    text = xml_of([a_person(ethnicity="WÉÉ")]).replace('"utf-8"', f'"{named}"')
    [person] = [item for item in read(file, text.encode(encoding)) if item.table == "person"]
    assert person.values["ethnicity"] == "WÉÉ"
    assert root_of(file) == SEN2_ROOT


def test_a_file_that_is_not_there_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        list(read_sen2_xml(tmp_path / "none.xml", "none.xml"))


@pytest.mark.parametrize(
    ("content", "root"),
    [
        (xml_of([]), SEN2_ROOT),
        (xml_of([a_person()])[:400], SEN2_ROOT),
        (xml_of([], {"collection": "SC"}), "message/sc"),
        (xml_of([], {"collection": f"{MARK} {MARK} {MARK}"}), "message"),
        ("<html><body/></html>", "html"),
        ("no XML", None),
        (_bomb(), None),
        ("", None),
    ],
)
def test_the_root_and_collection_tell_what_a_file_is(
    file: Path, content: str, root: str | None
) -> None:
    file.write_text(content, encoding="utf-8")
    assert root_of(file) == root


def test_memory_does_not_grow_with_the_file(file: Path) -> None:
    def peak(persons: int) -> int:
        file.write_text(xml_of([a_person()] * persons), encoding="utf-8")
        tracemalloc.start()
        count = sum(1 for _ in read_sen2_xml(file, "a.xml"))
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert count == 1 + 11 * persons
        return most

    peak(1)
    assert peak(3000) < peak(300) + 200_000


def texts() -> st.SearchStrategy[str | None]:
    """What an item may hold in XML: no control characters, and no blanks at its ends."""
    signs = st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="￾￿")
    return st.none() | st.text(signs, max_size=12).map(lambda text: text.strip() or None)


@st.composite
def nodes(draw: st.DrawFn, table: str = "person") -> Node:
    below = [name for name, place in PLACES.items() if place[1] == table]
    columns = draw(st.lists(st.sampled_from(sorted(ITEMS[table])), max_size=4, unique=True))
    children: Iterator[Node] = (
        draw(nodes(name)) for name in below for _ in range(draw(st.integers(0, 2)))
    )
    return Node(table, {column: draw(texts()) for column in columns}, list(children))


@settings(
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(persons=st.lists(nodes(), max_size=3))
def test_what_is_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, persons: list[Node]
) -> None:
    file = tmp_path_factory.getbasetemp() / "round-trip.xml"
    assert in_order(read(file, xml_of(persons))) == in_order(expected_records(persons, HEADER))
