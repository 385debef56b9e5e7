"""The least and the greatest value of each hidden count, by linear programs (HiGHS)."""

from __future__ import annotations

import math
from collections.abc import Sequence

import highspy
import numpy as np
from numpy.typing import NDArray

from pipeline.disclose.audit_bounds import Line, Span

_SAME = 1e-7
_OPTIMAL = highspy.HighsModelStatus.kOptimal
_UNBOUNDED = (
    highspy.HighsModelStatus.kUnbounded,
    highspy.HighsModelStatus.kUnboundedOrInfeasible,
)


def ranges(box: Sequence[Span], lines: Sequence[Line], fixed: set[int]) -> list[Span]:
    """Give the range of each column within the box and on the lines.

    `fixed` columns have one value, found in any solution. ValueError where nothing fits.
    """
    found = list(box)
    for columns, own in _components(len(box), lines):
        if not own or all(box[column][1] - box[column][0] <= _SAME for column in columns):
            continue
        for column, span in _Programs(columns, own, box).spans(fixed).items():
            found[column] = span
    return found


def _components(columns: int, lines: Sequence[Line]) -> list[tuple[list[int], list[Line]]]:
    """Give the columns that lines tie together, with these lines."""
    parent = list(range(columns))

    def root(column: int) -> int:
        while parent[column] != column:
            parent[column] = parent[parent[column]]
            column = parent[column]
        return column

    for line in lines:
        first = root(line.columns[0])
        for column in line.columns[1:]:
            parent[root(column)] = first
    together: dict[int, tuple[list[int], list[Line]]] = {}
    for column in range(columns):
        together.setdefault(root(column), ([], []))[0].append(column)
    for line in lines:
        together[root(line.columns[0])][1].append(line)
    return list(together.values())


class _Programs:
    """The programs of one component; a value that a solution has shown is not sought again."""

    def __init__(self, columns: list[int], lines: list[Line], box: Sequence[Span]) -> None:
        self.columns = columns
        self.box = np.array([box[column] for column in columns])
        self.place = {column: number for number, column in enumerate(columns)}
        self.lines = lines
        self.least = np.full(len(columns), math.inf)
        self.most = np.full(len(columns), -math.inf)
        self.solver = self._solver()

    def _solver(self) -> highspy.Highs:
        starts, index = [0], []
        weights: list[float] = []
        for line in self.lines:
            index += [self.place[column] for column in line.columns]
            weights += line.weights
            starts.append(len(index))
        program = highspy.HighsLp()
        program.num_col_, program.num_row_ = len(self.columns), len(self.lines)
        program.col_cost_ = np.zeros(len(self.columns))
        program.col_lower_, program.col_upper_ = self.box[:, 0], self.box[:, 1]
        program.row_lower_ = program.row_upper_ = np.array([line.right for line in self.lines])
        program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        program.a_matrix_.start_ = np.array(starts)
        program.a_matrix_.index_ = np.array(index)
        program.a_matrix_.value_ = np.array(weights)
        solver = highspy.Highs()
        solver.setOptionValue("output_flag", False)
        solver.setOptionValue("presolve", "off")
        solver.passModel(program)
        return solver

    def spans(self, fixed: set[int]) -> dict[int, Span]:
        """Give the range of every column of the component."""
        self._solve(None)
        found = {}
        for place, column in enumerate(self.columns):
            if column in fixed:
                found[column] = (float(self.least[place]), float(self.least[place]))
                continue
            low, high = self.box[place]
            if self.least[place] > low + _SAME:
                low = self._end(place, 1.0)
            if self.most[place] < high - _SAME:
                high = self._end(place, -1.0)
            found[column] = (float(low), float(high))
        return found

    def _end(self, place: int, cost: float) -> float:
        self.solver.changeColCost(place, cost)
        solution = self._solve(place)
        self.solver.changeColCost(place, 0.0)
        return -cost * math.inf if solution is None else float(solution[place])

    def _solve(self, place: int | None) -> NDArray[np.float64] | None:
        """Give a solution, or None where the count at `place` has no limit."""
        self.solver.run()
        status = self.solver.getModelStatus()
        if status not in (_OPTIMAL, *_UNBOUNDED):
            self.solver.clearSolver()  # a restart from the last solution may fail
            self.solver.run()
            status = self.solver.getModelStatus()
        if place is not None and status in _UNBOUNDED:
            return None
        if status != _OPTIMAL:
            raise ValueError("nothing fits: what is known of the counts contradicts their sums")
        solution = np.array(self.solver.getSolution().col_value)
        np.minimum(self.least, solution, out=self.least)
        np.maximum(self.most, solution, out=self.most)
        return solution
