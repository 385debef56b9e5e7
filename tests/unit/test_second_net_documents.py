"""Sheets and PDF are searched as far as they can be read, and refused where they cannot."""

from __future__ import annotations

import zlib
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


def pdf(page: bytes, head: bytes = b"/Filter /FlateDecode") -> bytes:
    body = zlib.compress(page) if b"Flate" in head else page
    stream = b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(body), head, body)
    return b"%PDF-1.7\n1 0 obj\n" + stream + b"\nendobj\n%%EOF"


@pytest.mark.parametrize(
    "page",
    [
        f"BT ({NURSERY:.7f}) Tj ET".encode(),
        f"BT [({str(NURSERY)[:4]}) -20 ({f'{NURSERY:.8f}'[4:]})] TJ ET".encode(),
        b"BT <" + f"{NURSERY:.7f}".encode().hex().encode() + b"> Tj ET",
    ],
)
def test_a_pdf_is_searched(site: Searched, page: bytes) -> None:
    (site.site / "report.pdf").write_bytes(pdf(b"BT (Nothing is told) Tj ET"))
    assert site.leaks() == ()
    (site.site / "report.pdf").write_bytes(pdf(page))
    leak = only(site)
    assert (leak.file, leak.figure) == ("report.pdf", PUPILS)


@pytest.mark.parametrize(
    "content",
    [pdf(b"q", b"/Filter /LZWDecode"), pdf(b"BT (x) Tj ET /Identity-H", b""), pdf(b"q", b"")],
)
def test_a_pdf_that_cannot_be_read_is_not_published(site: Searched, content: bytes) -> None:
    (site.site / "report.pdf").write_bytes(content)
    assert only(site).figure == "a file that cannot be searched"


def test_a_sheet_is_searched(site: Searched) -> None:
    file = site.site / "data" / "tables.ods"
    head = ["time_period", "school type", "Exampleshire (percent)"]
    for cell, leaks in (("[c]", 0), ("7", 1)):
        file.write_bytes(ods_bytes({TYPES: [head, ["202425", "Nursery", cell]]}))
        assert len(site.leaks()) == leaks
    assert only(site).figure == TYPES
