"""Ways in which counts can move together while every sum still holds: a linear program (HiGHS)."""

from __future__ import annotations

from collections.abc import Sequence

import highspy
import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Line = tuple[tuple[int, float], ...]

_NEARLY_NOTHING = 1e-7


class Moves:
    """The program of one set of counts: a column for each count's way up, and one for its way down.

    Every solve starts afresh: the answer depends on the counts, not on what was asked before.
    (It is also four times faster here than a start from the last solution.)
    """

    def __init__(self, counts: int, lines: Sequence[Line]) -> None:
        """`lines` are sums that stay as they are: places of counts with their weights."""
        self._counts = counts
        self._all = np.arange(2 * counts, dtype=np.int32)
        self._solver = highspy.Highs()
        self._solver.setOptionValue("output_flag", False)
        self._solver.setOptionValue("presolve", "off")
        self._solver.passModel(_program(counts, lines))

    def allow(self, down: Floats, up: Floats) -> None:
        """Say how far each count may move."""
        most = np.concatenate([up, down])
        self._solver.changeColsBounds(len(most), self._all, np.zeros(len(most)), most)

    def allow_one(self, place: int, down: float, up: float, least: float = 0.0) -> None:
        """Say how far one count may move, and how far up it has to."""
        columns = np.array([place, self._counts + place], dtype=np.int32)
        self._solver.changeColsBounds(2, columns, np.array([least, 0.0]), np.array([up, down]))

    def cheapest(self, up: Floats, down: Floats) -> Floats | None:
        """Give the movement of each count that costs least for each unit, or None if none is."""
        cost = np.concatenate([up, down])
        self._solver.changeColsCost(len(cost), self._all, cost)
        self._solver.clearSolver()
        self._solver.run()
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            return None
        solution: Floats = np.array(self._solver.getSolution().col_value)
        moved: Floats = solution[: self._counts] - solution[self._counts :]
        moved[np.abs(moved) < _NEARLY_NOTHING] = 0.0
        return moved


def _program(counts: int, lines: Sequence[Line]) -> highspy.HighsLp:
    starts, index, weights = [0], [], []
    for line in lines:
        for place, weight in line:
            index += [place, counts + place]
            weights += [weight, -weight]
        starts.append(len(index))
    program = highspy.HighsLp()
    program.num_col_, program.num_row_ = 2 * counts, len(lines)
    program.col_cost_ = program.col_lower_ = program.col_upper_ = np.zeros(2 * counts)
    program.row_lower_ = program.row_upper_ = np.zeros(len(lines))
    program.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    program.a_matrix_.start_ = np.array(starts)
    program.a_matrix_.index_ = np.array(index)
    program.a_matrix_.value_ = np.array(weights)
    return program
