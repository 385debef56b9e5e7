"""Which hidden counts the printed ones determine by adding and subtracting alone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from pipeline.disclose.audit_bounds import Line

_PRIME = 2**31 - 1  # elimination in whole numbers below it: exact, and no fraction grows

Row = dict[int, int]


def determined(columns: int, lines: Sequence[Line]) -> set[int]:
    """Give the columns with one value only, whatever is not negative or known to be small.

    A column is determined if its unit vector is a combination of the equations: in the reduced
    form it then stands alone in its row. The weights have to be whole numbers.
    """
    rows: dict[int, Row] = {}
    for number, line in enumerate(lines):
        pairs = zip(line.columns, line.weights, strict=True)
        rows[number] = {column: round(weight) % _PRIME for column, weight in pairs}
    holders: dict[int, set[int]] = defaultdict(set)
    for number, row in rows.items():
        for column in row:
            holders[column].add(number)
    done: set[int] = set()
    waiting = set(rows)
    while waiting:
        # The shortest row first, and in it the column that fewest rows hold: little fills in.
        number = min(waiting, key=lambda number: (len(rows[number]), number))
        waiting.discard(number)
        row = rows[number]
        if not row:
            continue
        pivot = min(row, key=lambda column: (len(holders[column]), column))
        _clear(pivot, number, rows, holders)
        done.add(number)
    return {next(iter(rows[number])) for number in done if len(rows[number]) == 1}


def _clear(pivot: int, number: int, rows: dict[int, Row], holders: dict[int, set[int]]) -> None:
    """Take the pivot's column out of every other row."""
    row = rows[number]
    inverse = pow(row[pivot], -1, _PRIME)
    for other in sorted(holders[pivot] - {number}):
        target = rows[other]
        factor = target[pivot] * inverse % _PRIME
        for column, weight in row.items():
            left = (target.get(column, 0) - factor * weight) % _PRIME
            if left:
                target[column] = left
                holders[column].add(other)
            elif column in target:
                del target[column]
                holders[column].discard(other)
