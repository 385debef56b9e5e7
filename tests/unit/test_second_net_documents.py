"""Sheets are searched like CSV files, and what else is packed or cannot be read is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.demo.open_document import ods_bytes
from tests.fixtures_second_net import NURSERY, PUPILS, TYPES, Searched, only, small_site


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Searched:
    return small_site(tmp_path_factory.mktemp("small"))


@pytest.fixture
def site(clean: Searched, tmp_path: Path) -> Searched:
    return clean.copied(tmp_path)


@pytest.mark.parametrize("title", [[], ["Pupils with an EHC plan"], ["Notes", ""]])
def test_a_sheet_is_searched(site: Searched, title: list[str]) -> None:
    file = site.site / "data" / "tables.ods"
    above = [title] if title else []
    head = ["time_period", "school type", "Exampleshire (percent)"]
    for cell, leaks in (("[c]", 0), ("7", 1)):
        rows = [*above, head, ["202425", "Nursery", cell]]
        file.write_bytes(ods_bytes({TYPES: rows}))
        assert len(site.leaks()) == leaks
    assert only(site).figure == TYPES


def test_many_digits_are_found_in_any_sheet(site: Searched) -> None:
    rows = [["Note"], [f"It is {NURSERY:.7f} there"]]
    (site.site / "data" / "tables.ods").write_bytes(ods_bytes({"Notes": rows}))
    assert (only(site).file, only(site).figure) == ("data/tables.ods", PUPILS)


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("report.pdf", b"%PDF-1.7\n1 0 obj\n"),
        ("data/tables.ods", b"not packed"),
        ("data/tables.zip", b"PK\x03\x04\x00\x00"),
        ("picture.png", b"\x89PNG\r\n\x00"),
        ("data/all.json", b"{"),
    ],
)
def test_what_cannot_be_searched_is_not_published(
    site: Searched, file: str, content: bytes
) -> None:
    (site.site / file).write_bytes(content)
    assert (only(site).file, only(site).figure) == (file, "a file that cannot be searched")
