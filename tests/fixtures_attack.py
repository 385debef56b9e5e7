"""An outsider who has read what was published of a made-up council, and tries every table."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from pipeline.disclose.counts import Key, Use
from pipeline.disclose.rules import Rules
from tests.bruteforce import BruteForce
from tests.fixtures_council import ALL, Council, Count, Row, row_of, sensitive, told_zeros
from tests.fixtures_counts import AREA


@dataclass(frozen=True)
class Site:
    """What was published of a council: whatever is neither hidden nor left out."""

    council: Council
    rules: Rules
    hidden: Collection[Key]
    closed: Collection[Key]
    uses: tuple[Use, ...]

    def outsider(self, *, knows_rule: bool, before: Collection[Row] = ()) -> BruteForce[Count]:
        """Give somebody who has read it: attacker A or B, or D who kept rows of before."""
        values, most = self.council.values(), self._most()
        knows = dict.fromkeys(values, (0, most))
        for count, name in self._printed():
            if name not in self.hidden:
                knows[count] = self._shown(values[count])
            elif knows_rule and name not in self.closed and not self._may_be_zero(count):
                knows[count] = (1, most)
        exact = told_zeros(self.council, self.rules, self._left_out()) | self._public()
        exact |= {count for row in before for count in self.council.counts_of(row)[:2]}
        knows |= {count: (values[count], values[count]) for count in exact}
        assert all(low <= values[count] <= high for count, (low, high) in knows.items())
        return BruteForce(knows, self.council.sums())

    def stranger(self, *, knows_zeros: bool) -> BruteForce[Count]:
        """Give somebody who has not read it: what he knows no hiding can take away."""
        values = self.council.values()
        zeros = self._zeros_of_large_groups()
        if not knows_zeros:  # a headline is not left out, that of nobody in the area neither
            zeros = {count for count in zeros if count[1:] == (AREA, ALL)}
        exact = self._public() | zeros
        knows = dict.fromkeys(values, (0, self._most()))
        knows |= {count: (values[count], values[count]) for count in exact}
        return BruteForce(knows, self.council.sums())

    def _public(self) -> set[Count]:
        return {count for row in self.council.public for count in self.council.counts_of(row)[:2]}

    def _zeros_of_large_groups(self) -> set[Count]:
        """Give the zeros that the rule lets be told of a group that has children."""
        rows = self.council.rows - self._left_out()
        told = {count for row in rows for count in self.council.counts_of(row)[::2]}
        values = self.council.values()
        return {c for c in told - sensitive(self.council, self.rules) if values[c] == 0}

    def _left_out(self) -> set[Row]:
        uses = ((row_of(use), {use.numerator, use.denominator}) for use in self.uses)
        return {row for row, names in uses if not names.isdisjoint(self.closed)}

    def _most(self) -> int:
        return max(self.council.values().values()) + self.rules.threshold + 12

    def _printed(self) -> Iterator[tuple[Count, Key]]:
        for use in self.uses:
            top, bottom, _ = self.council.counts_of(row_of(use))
            for count, name in ((top, use.numerator), (bottom, use.denominator)):
                if name is not None:
                    yield count, name

    def _shown(self, value: int) -> tuple[int, int]:
        base = self.rules.rounding
        # Of small counts only those are shown that are public, and so known exactly.
        if not base or value <= self.rules.threshold:
            return value, value
        same = [n for n in range(value + base + 1) if _rounded(n, base) == _rounded(value, base)]
        return max(min(same), self.rules.threshold + 1), max(same)

    def _may_be_zero(self, count: Count) -> bool:
        """Whether the rule hides a zero there, so that the sign does not say that there is none."""
        if count[0] == "all":
            return False  # a group without children has no row
        if not self.rules.print_zeros:
            return True
        least, values = max(self.rules.least_group, self.rules.group_of), self.council.values()
        pairs = [self.council.counts_of(row)[:2] for row in self.council.rows]
        return any(top == count and values[bottom] < least for top, bottom in pairs)


def _rounded(number: int, base: int) -> int:
    """Give the nearest multiple; halves go up."""
    return (2 * number + base) // (2 * base) * base


def tells_too_much(
    reader: BruteForce[Count], stranger: BruteForce[Count], count: Count, value: int, enough: int
) -> bool:
    """Whether the site says of a count what it is, or that it is small, to whom that is news."""
    many = 10_000
    if reader.can_be(count, max(enough, value + 1), many):
        return False
    if stranger.can_be(count, max(enough, value + 1), many):
        return True
    rest = ((0, value - 1), (value + 1, many))
    if any(reader.can_be(count, *span) for span in rest):
        return False
    return any(stranger.can_be(count, *span) for span in rest)


def given_away(site: Site, before: Collection[Row] = ()) -> set[str]:
    """Give what some attacker finds out that the rule protects, as letters and counts."""
    values, enough = site.council.values(), site.rules.threshold + 1
    readers = {"A": site.outsider(knows_rule=False), "B": site.outsider(knows_rule=True)}
    if before:
        readers["D"] = site.outsider(knows_rule=True, before=before)
    strangers = [site.stranger(knows_zeros=knows) for knows in (False, True)]
    return {
        f"{letter}: {count}"
        for count in sensitive(site.council, site.rules)
        for letter, reader in readers.items()
        if tells_too_much(reader, strangers[values[count] == 0], count, values[count], enough)
    }
