"""A workbook in the OpenDocument format: plain sheets of texts and whole numbers."""

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape, quoteattr

from pipeline.demo.packing import zip_bytes

_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_NAMES = "urn:oasis:names:tc:opendocument:xmlns"
_CONTENT = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="{_NAMES}:office:1.0" xmlns:table="{_NAMES}:table:1.0" \
xmlns:text="{_NAMES}:text:1.0" office:version="1.2">
<office:body><office:spreadsheet>
"""
_END = "</office:spreadsheet></office:body>\n</office:document-content>\n"
_MANIFEST = f"""\
<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="{_NAMES}:manifest:1.0" manifest:version="1.2">
<manifest:file-entry manifest:full-path="/" manifest:media-type="{_TYPE}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>
</manifest:manifest>
"""

Row = Sequence[str | int]


def ods_bytes(sheets: Mapping[str, Sequence[Row]]) -> bytes:
    """The workbook, whose first member says what it is."""
    tables = "".join(_table(name, rows) for name, rows in sheets.items())
    members = {
        "mimetype": _TYPE,
        "content.xml": _CONTENT + tables + _END,
        "META-INF/manifest.xml": _MANIFEST,
    }
    return zip_bytes({name: text.encode("utf-8") for name, text in members.items()})


def _table(name: str, rows: Sequence[Row]) -> str:
    lines = "".join(
        f"<table:table-row>{''.join(map(_cell, row))}</table:table-row>\n" for row in rows
    )
    return f"<table:table table:name={quoteattr(name)}>\n{lines}</table:table>\n"


def _cell(value: str | int) -> str:
    if value == "":
        return "<table:table-cell/>"
    kind = "string" if isinstance(value, str) else f'float" office:value="{value}'
    text = f"<text:p>{escape(str(value))}</text:p>"
    return f'<table:table-cell office:value-type="{kind}">{text}</table:table-cell>'
