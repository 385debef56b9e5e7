"""A table of figures: what a chart draws, a page shows and a CSV file holds is the same object."""

from dataclasses import dataclass

from reports.words import Amount, Number, Phrase, Words, exact, figure, symbol


@dataclass(frozen=True)
class Cell:
    """A value, or the reason why there is none."""

    value: Amount | None
    missing: str | None = None
    unit: str = "count"
    decimals: int = 0

    @property
    def text(self) -> str:
        """Give what a reader sees: a rounded number, or a sign such as `[u]`."""
        if self.value is None:
            return symbol(self.missing or "x")
        return figure(self.value, self.unit, self.decimals)

    @property
    def raw(self) -> str:
        """Give what a CSV file holds: the unrounded number, or the same sign."""
        return self.text if self.value is None else exact(self.value)

    def __html__(self) -> str:
        return self.text if self.value is None else Number(self.value, self.text).__html__()


@dataclass(frozen=True)
class Column:
    """A column of figures. `role` says whose they are; only drawn columns are in the chart."""

    role: str
    heading: str
    unit_words: str
    is_drawn: bool = False


@dataclass(frozen=True)
class Row:
    """A row of figures; `key` is its code in the CSV file, `role` whose it is, if one area's."""

    key: str
    labels: tuple[str, ...]
    cells: tuple[Cell, ...]
    is_drawn: bool = True
    role: str = ""


@dataclass(frozen=True)
class Table:
    """A table with a caption, headings and units."""

    caption: str
    key_heading: str
    label_headings: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    def drawn_rows(self) -> tuple[Row, ...]:
        """Give the rows that the chart shows."""
        return tuple(row for row in self.rows if row.is_drawn)

    def cell(self, row: Row, role: str) -> Cell | None:
        """Give the row's cell in the column of that role, if the table has one."""
        for column, cell in zip(self.columns, row.cells, strict=True):
            if column.role == role:
                return cell
        return None

    def csv_rows(self) -> list[list[str]]:
        """Give the header and the rows of the CSV file."""
        headings = [f"{column.heading} ({column.unit_words})" for column in self.columns]
        header = [self.key_heading, *(h.lower() for h in self.label_headings), *headings]
        body = [[row.key, *row.labels, *(cell.raw for cell in row.cells)] for row in self.rows]
        return [header, *body]


Told = Cell | Phrase
"""What a cell of a telling table holds: a figure, or words with figures in them."""


@dataclass(frozen=True)
class TellingRow:
    """A row about one fact, with the figure that shows it and when it is from."""

    figure_id: str
    about: Words
    dates: Phrase
    cells: tuple[Told, ...]


@dataclass(frozen=True)
class TellingTable:
    """A table of words and figures that reads as a list on a narrow screen."""

    caption: str
    headings: tuple[str, ...]
    rows: tuple[TellingRow, ...]
    left_out: Number
