"""The tables of the projection: the series, the tests of the method, and the mix of plans."""

from collections.abc import Iterator, Sequence

from reports.facts import Facts, cell_of
from reports.model import Value
from reports.projections import METHODS, OWN_AND_NATIONAL, Measured, Outcome, Projections, years
from reports.tables import Cell, Column, Row, Table
from reports.words import CONFIDENCE, Words, upper_first

NARROW_RANGE = Words("80%")
_PERCENT, _NUMBER = "percent", "number"
MIXES = ("Primary need", "Setting")


def series_table(
    facts: Facts,
    published: Sequence[Value],
    totals: Sequence[Value],
    scenarios: Sequence[Value],
    coming: Sequence[Outcome],
) -> Table:
    """Give published and projected plans, one row per January, with ranges and scenarios."""
    place = facts.report.build.area_name
    names = sorted({value.breakdown for value in scenarios})
    by_key = {(value.breakdown, value.period): value for value in scenarios}
    outcomes = {outcome.period: outcome for outcome in coming}
    columns = (
        Column("area", place, _NUMBER, is_drawn=True),
        *_limits(),
        *(Column("scenario", f"Scenario: {name}", _NUMBER) for name in names),
    )
    rows = []
    for value in (*published, *totals):
        is_projected = value in totals
        limits = _limits_of(outcomes.get(value.period) if is_projected and value.value else None)
        of_scenarios = (by_key.get((name, value.period)) for name in names)
        cells = (
            cell_of(value, facts.indicator),
            *(Cell(limit, None if limit is not None else "z") for limit in limits),
            *(cell_of(v, facts.indicator) if v else Cell(None, "z") for v in of_scenarios),
        )
        kind = "projected" if is_projected else "published"
        rows.append(Row(value.period.time_period, (value.period.label, kind), cells))
    span = f"{published[0].period.label} to {totals[-1].period.label}"
    caption = f"EHC plans maintained and projected, {place}, {span} ({_NUMBER})"
    return Table(caption, "time_period", ("Date", "Kind"), columns, tuple(rows))


def _limits_of(outcome: Outcome | None) -> tuple[float | None, ...]:
    if outcome is None:
        return (None,) * len(_limits())
    return (outcome.lower_95, outcome.upper_95, outcome.lower_80, outcome.upper_80)


def _limits() -> tuple[Column, ...]:
    wide, narrow = CONFIDENCE.text, NARROW_RANGE.text
    return (
        Column("lower_95", f"{wide} range, from", _NUMBER, is_drawn=True),
        Column("upper_95", f"{wide} range, to", _NUMBER, is_drawn=True),
        Column("lower_80", f"{narrow} range, from", _NUMBER),
        Column("upper_80", f"{narrow} range, to", _NUMBER),
    )


def method_table(projections: Projections) -> Table | None:
    """Give how the method did from past Januaries, over all councils; a row per years ahead."""
    tested = projections.of_all(OWN_AND_NATIONAL)
    columns = (
        Column("wape", "Usual error", "percent of plans"),
        Column("bias", "Mean error: above zero is too high", _PERCENT),
        Column("p90_error", "Nine in ten were off by less than", _PERCENT),
        Column("coverage_95", f"Inside the {CONFIDENCE.text} range", _PERCENT),
        Column("coverage_80", f"Inside the {NARROW_RANGE.text} range", _PERCENT),
        Column("series", "Councils", _NUMBER),
        Column("origins", "Januaries projected from", _NUMBER),
        Column("judged_origins", "Januaries with ranges", _NUMBER),
    )
    rows = [Row(str(t.horizon), (_ahead(t.horizon),), tuple(_measures(t))) for t in tested]
    caption = "How far off this method was from past Januaries, all councils together"
    return _table(caption, columns, rows)


def _measures(tested: Measured) -> Iterator[Cell]:
    shares = (tested.wape, tested.bias, tested.p90_error, tested.coverage_95, tested.coverage_80)
    for share in shares:
        yield _share(share)
    for number in (tested.series, tested.origins, tested.judged_origins):
        yield Cell(number)


def methods_table(projections: Projections, la_code: str, place: str) -> Table | None:
    """Give the usual error of each method beside the others, and of this one for the area alone."""
    by_method = {method: projections.of_all(method) for method in METHODS}
    columns = [Column(method, name, "percent of plans") for method, name in METHODS.items()]
    columns.insert(1, Column("area", f"{place} alone", "percent of plans"))
    rows = []
    for horizon in sorted({t.horizon for tested in by_method.values() for t in tested}):
        errors = [
            next((t.wape for t in tested if t.horizon == horizon), None)
            for tested in by_method.values()
        ]
        own = projections.of_one(OWN_AND_NATIONAL, la_code, horizon)
        errors.insert(1, own.wape if own else None)
        cells = tuple(_share(error) for error in errors)
        rows.append(Row(str(horizon), (_ahead(horizon),), cells))
    caption = "Usual error of this method and of others, from past Januaries"
    return _table(caption, tuple(columns), rows)


def came_of_table(projections: Projections, place: str) -> Table | None:
    """Give what was projected for the newest published January, and what came of it."""
    came_of = projections.came_of
    columns = (
        Column("projected", "Projected", _NUMBER),
        *_limits()[:2],
        Column("actual", "Published since", _NUMBER),
        Column("error", "Error: above zero was too high", _PERCENT),
    )
    rows = [
        Row(
            outcome.origin_period,
            (outcome.origin.label,),
            (
                Cell(outcome.projected),
                *(_limit(limit) for limit in (outcome.lower_95, outcome.upper_95)),
                Cell(outcome.actual),
                _share(outcome.error_percent),
            ),
        )
        for outcome in came_of
    ]
    if not came_of:
        return None
    caption = f"What earlier projections gave for {came_of[0].period.label}, {place}"
    return Table(caption, "origin_period", ("Projected from",), columns, tuple(rows))


def mix_tables(facts: Facts) -> Iterator[Table]:
    """Give the projected plans by need and by setting, the most frequent first."""
    place = facts.report.build.area_name
    for topic in MIXES:
        values = [v for v in facts.home if v.topic == topic]
        periods = sorted({v.period for v in values})
        if not periods:
            continue
        by_key = {(v.breakdown, v.period): v for v in values}
        first = {v.breakdown: v.value or 0 for v in values if v.period == periods[0]}
        columns = tuple(Column(p.time_period, p.label, _NUMBER) for p in periods)
        rows = tuple(
            Row(
                name,
                (name,),
                tuple(cell_of(by_key.get((name, p)), facts.indicator) for p in periods),
            )
            for name in sorted(first, key=lambda name: (-first[name], name))
        )
        caption = f"Projected EHC plans by {topic.lower()}, if the mix stays as it was, {place}"
        yield Table(caption, "breakdown", (topic,), columns, rows)


def _table(caption: str, columns: tuple[Column, ...], rows: Sequence[Row]) -> Table | None:
    return Table(caption, "horizon", ("Ahead",), columns, tuple(rows)) if rows else None


def _ahead(horizon: int) -> str:
    return upper_first(years(horizon))


def _share(value: float | None) -> Cell:
    return Cell(value, None if value is not None else "x", _PERCENT, 1)


def _limit(value: float | None) -> Cell:
    return Cell(value, None if value is not None else "x")
