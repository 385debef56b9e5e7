"""What the extract stage found out about each file."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.extract.pieces import Piece
from pipeline.sources import TableSpec

RECOGNISED = "recognised"
NOT_RECOGNISED = "not recognised"
NOT_DATA = "no data file"
REPEATED = "same content as another file"
OUT_OF_PLACE = "in the wrong folder"


@dataclass(frozen=True)
class Inspection:
    """What one file, zip member or sheet was taken for."""

    file_name: str
    member_name: str
    status: str
    source_name: str | None = None
    table_name: str | None = None
    row_count: int | None = None
    data_to: str | None = None
    belongs_in: str | None = None
    set_id: str | None = None
    missing_columns: tuple[str, ...] = ()
    unknown_columns: tuple[str, ...] = ()
    closest: str | None = None
    note: str | None = None

    @property
    def label(self) -> str:
        """How messages name it."""
        return f"{self.file_name} > {self.member_name}" if self.member_name else self.file_name


@dataclass(frozen=True)
class Found:
    """An inspection with what the later steps need: the piece, its digest, its rows' file_id.

    `container` names what holds the files of one export: a folder, a zip file or a workbook.
    """

    inspection: Inspection
    piece: Piece
    sha256: str = ""
    spec: TableSpec | None = None
    file_id: str | None = None
    container: str | None = None
