"""Whatever a small council's counts are: trying every table gives no protected count away."""

from __future__ import annotations

import os
from itertools import product

from hypothesis import HealthCheck, assume, event, given, settings
from hypothesis import strategies as st

from pipeline.disclose.editions import Edition, Known, known_of
from pipeline.disclose.gate import secure
from pipeline.disclose.rules import PRESETS, Rules
from pipeline.errors import DisclosureError
from tests.bruteforce import TooManyError
from tests.fixtures_attack import Site, given_away
from tests.fixtures_council import ALL, Council, Row, row_of
from tests.fixtures_counts import AREA

EXAMPLES = settings(
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=bool(os.environ.get("JSNA_CI")),
)
NOTHING = Known(0, {}, frozenset(), {})
few = st.one_of(st.just(0), st.integers(0, 3), st.integers(0, 6), st.integers(0, 25))


@st.composite
def councils(draw: st.DrawFn, most_groups: int = 4) -> Council:
    localities = ["east", "north", "south"][: draw(st.integers(2, 3))]
    groups = ["boys", "girls", "not known", "other"][: draw(st.integers(2, most_groups))]
    children = {place: (draw(few), draw(few)) for place in product(localities, groups)}
    has_icbs = len(localities) == 3 and draw(st.booleans())
    icbs = {"east": "icb-1", "north": "icb-1", "south": "icb-2"} if has_icbs else {}
    empty = Council(children, frozenset(), icbs)
    values = empty.values()
    localities = [area for area in localities if area in empty.areas]
    levels = [[AREA], localities, sorted(icb for icb in set(icbs.values()) if icb in empty.areas)]
    families = [
        (indicator, areas, names)
        for indicator in ("rate", "share")
        for areas in levels
        for names in ([ALL], empty.groups)
        if areas and not (indicator == "share" and names == [ALL])
    ]
    chosen = draw(st.sets(st.sampled_from(range(len(families))), min_size=1))
    rows = frozenset(
        (indicator, area, name)
        for indicator, areas, names in (families[place] for place in chosen)
        for area in areas
        for name in names
        if values[("all", area, name)]
    )
    # Of a table with one group nobody can tell that there is no other.
    assume(rows and len(empty.groups) > 1)
    at_home = sorted(row for row in rows if row[1] == AREA)
    has_public = draw(st.booleans()) and bool(at_home)
    public = draw(st.sets(st.sampled_from(at_home))) if has_public else set()
    return Council(children, rows, icbs, frozenset(public))


rules = st.one_of(
    st.sampled_from(sorted(PRESETS.values(), key=lambda each: each.preset)),
    st.builds(
        Rules,
        st.just("made up"),
        st.integers(1, 8),
        st.booleans(),
        st.sampled_from([0, 0, 3, 5, 10]),
        st.sampled_from([0, 5, 10]),
        st.sampled_from([0, 10, 20]),
    ),
)


def _given_away(council: Council, rule: Rules, earlier: Known, before: frozenset[Row]) -> set[str]:
    """Give what some attacker finds out of the protected council, as letters and counts."""
    system = council.system()
    secured = secure(system, rule, AREA, earlier)
    closed = secured.protection.problem.closed
    event(f"closed: {bool(closed)}, hidden: {bool(secured.hidden)}")
    return given_away(Site(council, rule, secured.hidden, closed, system.uses), before)


@settings(EXAMPLES, max_examples=150)
@given(councils(), rules)
def test_no_council_gives_a_small_count_away_and_none_is_refused(
    council: Council, rule: Rules
) -> None:
    try:
        assert not _given_away(council, rule, NOTHING, frozenset())
    except TooManyError:
        event("too many tables")


@settings(EXAMPLES, max_examples=60)
@given(councils(most_groups=3), rules, st.data())
def test_an_earlier_edition_gives_no_small_count_away_or_is_named(
    council: Council, rule: Rules, data: st.DataObject
) -> None:
    before = frozenset(data.draw(st.sets(st.sampled_from(sorted(council.rows)), min_size=1)))
    system, values = council.system(), council.values()
    printed = {}
    for use in system.uses:
        if row_of(use) in before:
            top, bottom, _ = council.counts_of(row_of(use))
            place = (use.indicator_id, use.time_period, use.area_code, use.breakdown_topic)
            printed[(*place, use.breakdown)] = (float(values[top]), float(values[bottom]))
    earlier = known_of([Edition("2024-summer", 0, printed, frozenset())], system)
    try:
        assert not _given_away(council, rule, earlier, before)
        event("published")
    except DisclosureError as error:
        event("refused")
        assert "2024-summer" in str(error)
    except TooManyError:
        event("too many tables")
