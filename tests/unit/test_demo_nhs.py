"""The invented NHS: its files add up, and have the oddities of the real ones."""

import csv
import gzip
import io
from collections import defaultdict
from collections.abc import Mapping, Sequence

import pytest

from pipeline.demo.geography import AUTHORITY_BY_CODE, HOME
from pipeline.demo.nhs_areas import AREAS, ICBS
from pipeline.demo.nhs_files import (
    AUTISM_FILE,
    CONTACTS_FILE,
    LOOKUP_FILE,
    WAITS_FILE,
    write_nhs_files,
)

Rows = Sequence[Mapping[str, str]]


@pytest.fixture(scope="module")
def rows() -> Mapping[str, Rows]:
    return {name: _read(name, content) for name, content in write_nhs_files().items()}


def _read(name: str, content: bytes) -> Rows:
    text = (gzip.decompress(content) if name.endswith(".gz") else content).decode()
    return list(csv.DictReader(io.StringIO(text)))


def test_every_authority_lies_in_an_nhs_area_and_the_home_council_in_several(
    rows: Mapping[str, Rows],
) -> None:
    here = defaultdict(set)
    for row in rows[LOOKUP_FILE]:
        here[row["la_name"]].add(row["nhs_name"])
    assert set(here) == {one.name for one in AUTHORITY_BY_CODE.values()}
    home = AUTHORITY_BY_CODE[HOME].name
    assert len(here[home]) == 3
    assert all(row["count"] == str(len(here[row["la_name"]])) for row in rows[LOOKUP_FILE])
    assert not [area.code for area in AREAS if area.code in AUTHORITY_BY_CODE]


def test_waiting_lists_of_icbs_add_up_to_england(rows: Mapping[str, Rows]) -> None:
    sums: dict[tuple[str, str], list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    england = {}
    columns = ("Total waiting list", "Waiting >18-52 weeks", "Waiting >52 weeks")
    for row in rows[WAITS_FILE]:
        key = (row["formattedDate"], row["Therapy"])
        numbers = [float(row[column] or 0) for column in columns]
        if row["Organisation Name"] == "England":
            england[key] = numbers
        elif row["Organisation Type"] == "ICB":
            sums[key] = [a + b for a, b in zip(sums[key], numbers, strict=True)]
    assert england == dict(sums)
    assert len(england) == 40


def test_the_waits_have_the_oddities_of_the_real_file(rows: Mapping[str, Rows]) -> None:
    waits = rows[WAITS_FILE]
    england = {row["Organisation Type"] for row in waits if row["Organisation Name"] == "England"}
    assert england == {"", "Organisation", "National"}
    names = {row["Organisation Name"] for row in waits if row["Organisation Type"] == "ICB"}
    assert names == {*ICBS, *(name.upper() for name in ICBS)}
    assert any(row["Organisation Type"] == "ICB" and not row["Total waiting list"] for row in waits)


def test_an_area_keeps_its_code_under_its_new_name(rows: Mapping[str, Rows]) -> None:
    names = defaultdict(set)
    months = defaultdict(list)
    for row in rows[CONTACTS_FILE]:
        if row["BREAKDOWN2"] == "CCG/Sub-ICB of Residence":
            names[row["PRIMARY_LEVEL"]].add(row["PRIMARY_LEVEL_DESCRIPTION"])
            months[row["PRIMARY_LEVEL"]].append(row["Year ending"])
            assert int(row["MEASURE_VALUE"]) % 5 == 0
    assert {len(found) for found in names.values()} == {2}
    assert all(len(set(found)) == len(found) == 20 for found in months.values())


def test_some_months_have_no_row_of_a_small_group(rows: Mapping[str, Rows]) -> None:
    found: dict[tuple[str, str], int] = defaultdict(int)
    for row in rows[AUTISM_FILE]:
        found[row["data_level"], row["METRIC"]] += 1
        assert ("0 to 17" in row["METRIC_NAME"]) == (row["METRIC"] == "ASD19e")
    assert found["National", "ASD19e"] == 24
    assert 24 * len(AREAS) * 0.7 < found["CCG or Sub ICB", "ASD19e"] < 24 * len(AREAS)
