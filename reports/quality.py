"""What the quality page says: checks, withheld values, notes, files and areas."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reports.model import Check, CheckSummary, File, Report
from reports.words import Number, Period, exact, figure, upper_first

KINDS = {
    "identity": "Parts add up to totals, and sources agree",
    "expectation": "Files and figures have the form that we expect",
    "typing": "Every value is a number or a known sign",
    "area": "Every area is known by its code or name",
}
MOST_ROWS = 150
"""More rows than anybody reads on a page: the rest are in the CSV file."""


@dataclass(frozen=True)
class Finding:
    """One check of one value that did not pass, ready for a table."""

    check: str
    measure: str
    area: str
    period: str
    group: str
    found: Number | None
    expected: Number | None
    miss: Number | None
    why: str


@dataclass(frozen=True)
class Findings:
    """Findings about the area, findings about others, and how many of those were left out."""

    home: tuple[Finding, ...]
    others: tuple[Finding, ...]
    left_out: int


@dataclass(frozen=True)
class Tally:
    """How checks went: of one kind together, or of one check."""

    title: str
    description: str
    checks: int
    checked: int
    passed: int
    failed: int
    not_checkable: int
    withheld: int

    @property
    def all_passed(self) -> bool:
        """Say whether there is nothing to tell."""
        return not (self.failed or self.not_checkable or self.withheld)


@dataclass(frozen=True)
class Quality:
    """The quality page."""

    kinds: tuple[Tally, ...]
    not_passed: tuple[Tally, ...]
    passed: tuple[Tally, ...]
    withheld: Findings
    noted: Findings
    of_files: tuple[Finding, ...]
    uncheckable: Findings
    areas: tuple[Finding, ...]
    recognised: tuple[File, ...]
    not_recognised: tuple[File, ...]


def quality(report: Report) -> Quality:
    """Give everything that the quality page says."""
    values = [check for check in report.checks if check.check_kind != "area"]
    uncheckable = [c for c in values if c.outcome == "cannot be checked"]
    failed = [c for c in values if c.outcome != "cannot be checked"]
    noted = [c for c in failed if c.action != "withheld"]
    tallies = [_tally(s.check_title, [s], s.description or "") for s in report.summaries]
    return Quality(
        kinds=tuple(_kinds(report.summaries)),
        not_passed=tuple(t for t in tallies if not t.all_passed),
        passed=tuple(t for t in tallies if t.all_passed),
        withheld=_findings(report, (c for c in failed if c.action == "withheld")),
        noted=_findings(report, (c for c in noted if c.area_code)),
        of_files=tuple(_finding(report, c) for c in noted if not c.area_code),
        uncheckable=_findings(report, uncheckable),
        areas=tuple(_finding(report, c) for c in report.checks if c.check_kind == "area"),
        recognised=tuple(f for f in report.files if f.status == "recognised"),
        not_recognised=tuple(f for f in report.files if f.status != "recognised"),
    )


def _kinds(summaries: Sequence[CheckSummary]) -> Iterator[Tally]:
    for kind in [*KINDS, *sorted({s.check_kind for s in summaries} - set(KINDS))]:
        mine = [summary for summary in summaries if summary.check_kind == kind]
        if mine:
            yield _tally(KINDS.get(kind, upper_first(kind)), mine)


def _tally(title: str, summaries: Sequence[CheckSummary], description: str = "") -> Tally:
    is_said = description.strip(" .").lower() in title.lower()
    return Tally(
        title=title,
        description="" if is_said else description,
        checks=len(summaries),
        checked=sum(s.checked for s in summaries),
        passed=sum(s.passed for s in summaries),
        failed=sum(s.failed for s in summaries),
        not_checkable=sum(s.not_checkable for s in summaries),
        withheld=sum(s.withheld for s in summaries),
    )


def _findings(report: Report, checks: Iterable[Check]) -> Findings:
    home: list[Finding] = []
    others: list[Finding] = []
    for check in checks:
        mine = check.area_code == report.build.la_code
        (home if mine else others).append(_finding(report, check))
    shown, others_shown = home[:MOST_ROWS], others[:MOST_ROWS]
    left_out = len(home) + len(others) - len(shown) - len(others_shown)
    return Findings(tuple(shown), tuple(others_shown), left_out)


def _finding(report: Report, check: Check) -> Finding:
    indicator = report.indicator(check.indicator_id or "")
    kind = (report.population(indicator).period_kind or "") if indicator else ""
    period = Period(str(check.time_period), "", kind).label if check.time_period else ""
    return Finding(
        check=check.check_title,
        measure=upper_first(indicator.title) if indicator else (check.indicator_id or ""),
        area=check.area_name or check.area_code or "",
        period=period,
        group="" if check.breakdown in (None, "Total") else str(check.breakdown),
        found=_number(check.found_value),
        expected=_number(check.expected_value),
        miss=_number(check.miss),
        why=check.explanation or "",
    )


def _number(value: float | None) -> Number | None:
    if value is None:
        return None
    decimals = len(exact(value).partition(".")[2])
    return Number(value, figure(value, "count", min(decimals, 3)))
