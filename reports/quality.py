"""What the quality page says: checks, withheld values, notes, files and areas."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reports.chapters import Outline
from reports.identities import Identity
from reports.model import Check, CheckSummary, File, Indicator, Report
from reports.own_checks import Difference, MissingTable, Reject, RowRule
from reports.pages import chapter_of, period_label
from reports.words import Number, Period, amount, exact, figure, upper_first

KINDS = {
    "identity": "Parts add up to totals, and sources agree",
    "expectation": "Files and figures have the form that we expect",
    "file": "Published files say one thing in one way",
    "typing": "Every value is a number or a known sign",
    "area": "Every area is known by its code or name",
}
MOST_ROWS = 150
"""More rows than anybody reads on a page: the rest are in the CSV file."""
MOST_DIFFERENCES = 12
"""The largest differences of a chapter; the smaller ones follow from the same reasons."""


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
class Compared:
    """One figure as the council's own records and as the publication give it."""

    measure: str
    group: str
    period: str
    own: Number
    published: Number | None
    difference: Number | None
    reasons: str


@dataclass(frozen=True)
class ChapterDifferences:
    """The largest differences of a chapter, and how many figures were held side by side."""

    title: str
    anchor: str
    shown: tuple[Compared, ...]
    compared: int


@dataclass(frozen=True)
class Quality:
    """The quality page."""

    kinds: tuple[Tally, ...]
    not_passed: tuple[Tally, ...]
    passed: tuple[Tally, ...]
    withheld: Findings
    noted: Findings
    of_files: tuple[Finding, ...]
    in_files: tuple[Finding, ...]
    identities: tuple[Identity, ...]
    uncheckable: Findings
    areas: tuple[Finding, ...]
    row_rules: tuple[RowRule, ...]
    rejects: tuple[Reject, ...]
    missing_tables: tuple[MissingTable, ...]
    differences: tuple[ChapterDifferences, ...]
    recognised: tuple[File, ...]
    not_recognised: tuple[File, ...]


def quality(report: Report, outline: Outline) -> Quality:
    """Give everything that the quality page says."""
    values = [check for check in report.checks if check.check_kind not in ("area", "file")]
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
        in_files=tuple(_finding(report, c) for c in report.checks if c.check_kind == "file"),
        identities=report.identities,
        uncheckable=_findings(report, uncheckable),
        areas=tuple(_finding(report, c) for c in report.checks if c.check_kind == "area"),
        row_rules=report.own_records.rules,
        rejects=report.own_records.rejects,
        missing_tables=report.own_records.missing_tables,
        differences=tuple(_differences(report, outline)),
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


def _differences(report: Report, outline: Outline) -> Iterator[ChapterDifferences]:
    known = {indicator.indicator_id: indicator for indicator in report.indicators}
    found: dict[int, list[Difference]] = {}
    for one in report.own_records.differences:
        if one.indicator_id in known:
            found.setdefault(known[one.indicator_id].chapter_number, []).append(one)
    for number, differences in sorted(found.items()):
        chapter = chapter_of(number, outline)
        largest = sorted(differences, key=_largest_total_first)[:MOST_DIFFERENCES]
        shown = tuple(_compared(report, known[one.indicator_id], one) for one in largest)
        yield ChapterDifferences(chapter.title, chapter.slug, shown, len(differences))


def _largest_total_first(one: Difference) -> tuple[bool, float, str, str, str, str]:
    names = (one.indicator_id, one.breakdown_topic, one.breakdown, one.time_period)
    return (one.breakdown_topic != "Total", -one.share, *names)


def _compared(report: Report, indicator: Indicator, one: Difference) -> Compared:
    decimals = indicator.decimals
    published, difference = one.published_value, one.difference
    of_difference = "percentage_points" if one.unit == "percent" else one.unit
    return Compared(
        measure=upper_first(indicator.title),
        group="" if one.breakdown == "Total" else one.breakdown,
        period=period_label(report, indicator, one.time_period),
        own=Number(one.local_value, figure(one.local_value, one.unit, decimals)),
        published=None
        if published is None
        else Number(published, figure(published, one.unit, decimals)),
        difference=None
        if difference is None
        else Number(difference, amount(difference, of_difference, decimals)),
        reasons=one.reasons,
    )
