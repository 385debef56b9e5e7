"""Nothing is published that could be worked out, and the message holds no value."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

import pytest

from pipeline.disclose import gate
from pipeline.disclose.counts import Key, System
from pipeline.disclose.editions import Edition, Known, known_of
from pipeline.disclose.gate import Secured, secure, stop_unless_safe
from pipeline.disclose.judge import Judgement, judge
from pipeline.disclose.problem import Problem
from pipeline.disclose.protect import Protection, protect
from pipeline.errors import DisclosureError
from tests.fixtures_counts import AREA, PERIOD
from tests.fixtures_problem import COUNCIL, NOTHING, PLANS, groups, problem, sex

ROW = {"Female": 3.0, "Male": 40.0, "Other": 7.0}


def secured(system: System, earlier: Known = NOTHING) -> Secured:
    return secure(system, COUNCIL, AREA, earlier)


def edition(system: System, name: str, counts: Mapping[str, float]) -> Edition:
    """An edition that printed these groups, and the total where it is named so."""
    printed = {
        ("plans", PERIOD, AREA, "Total" if group == "Total" else "Sex", group): (count, None)
        for group, count in counts.items()
    }
    return Edition(name, 0, printed, frozenset())


def refusal(system: System, editions: Iterable[Edition]) -> str:
    with pytest.raises(DisclosureError) as caught:
        secured(system, known_of(tuple(editions), system))
    return str(caught.value)


def test_what_is_small_and_what_protects_it_are_told_apart_for_the_officer() -> None:
    found = secured(groups(ROW))
    assert found.small == {sex("Female")}
    assert found.hidden == {sex("Female"), sex("Other")} or sex("Male") in found.hidden
    assert [each.is_beaten for each in found.judgements] == [True] * 3


def test_a_protecting_count_that_could_be_worked_out_is_protected_in_turn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A first choice that hides one count alone, which is the total less the others."""
    asked: list[Problem] = []

    def careless(given: Problem, memory: object) -> Protection:
        asked.append(given)
        found = protect(given)
        return replace(found, hidden=frozenset([sex("Male")])) if len(asked) == 1 else found

    monkeypatch.setattr(gate, "protect", careless)
    found = secured(groups({"Female": 30, "Male": 40, "Other": 7}))
    assert [each.target for each in asked] == [{}, {sex("Male"): 41.0}]
    assert sex("Male") in found.hidden and len(found.hidden) == 2
    assert found.small == set()


def test_a_choice_that_hides_nothing_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "protect", lambda given, memory: Protection(given, frozenset(), ()))
    with pytest.raises(DisclosureError, match=r"^1 count of children \(plans\) could be worked"):
        secured(groups(ROW))


def test_a_choice_that_hides_only_what_is_small_is_stopped(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    only_small = frozenset([sex("Female")])
    monkeypatch.setattr(gate, "protect", lambda given, memory: Protection(given, only_small, ()))
    with pytest.raises(DisclosureError, match="could be worked out although"):
        secured(groups(ROW))


def _stopped(given: Problem, unprotected: Iterable[Key] = ()) -> str:
    found = protect(given)
    with pytest.raises(DisclosureError) as caught:
        bare = replace(found, unprotected=tuple(unprotected))
        stop_unless_safe(bare, judge(found), NOTHING)
    return str(caught.value)


def test_what_the_chooser_could_not_protect_is_stopped_though_no_attacker_found_it() -> None:
    told = _stopped(problem(groups(ROW)), [sex("Female"), sex("Other")])
    assert told.startswith("2 counts of children (plans) could be worked out")


def test_a_limit_that_nothing_public_says_is_stopped() -> None:
    given = problem(groups({"Female": 30, "Male": 40}))
    limited = replace(given, limits={sex("Female"): (-math.inf, 4.0)})
    assert "1 count of children (plans)" in _stopped(limited)
    stop_unless_safe(protect(given), judge(protect(given)), NOTHING)


def test_the_message_names_tables_and_no_value() -> None:
    gone = ("absence", "sessions", PERIOD, AREA, "Total", "Total")
    told = _stopped(problem(groups(ROW)), [sex("Female"), gone])
    assert "2 counts of children (absence, plans)" in told
    assert not re.search(r"Female|Male|Other|40|\b3\b|\b7\b", told)


def test_an_edition_that_printed_a_small_count_is_named() -> None:
    system = groups(ROW)
    told = refusal(
        system,
        [
            edition(system, "2023-spring", {"Male": 40}),
            edition(system, "2024-summer", {"Female": 3}),
        ],
    )
    assert "that are hidden today can be worked out" in told
    assert "(2024-summer)" in told and "2023-spring" not in told
    assert "tell the data protection officer" in told
    assert not re.search(r"Female|Male|Other|40|\b3\b|\b7\b", told)


def test_editions_that_give_a_small_count_away_together_are_all_named() -> None:
    system = groups(ROW)
    told = refusal(
        system,
        [
            edition(system, "2023-spring", {"Male": 40, "Other": 7}),
            edition(system, "2024-summer", {"Total": 50}),
        ],
    )
    assert "(2023-spring, 2024-summer)" in told


def test_an_edition_that_leaves_too_little_open_is_named() -> None:
    system = groups(ROW)
    rounded = Edition("2024-summer", 3, {("plans", PERIOD, AREA, "Sex", "Female"): (3.0, None)},
                      frozenset())  # fmt: skip
    assert known_of([rounded], system).spans == {sex("Female"): (1.5, 4.5)}
    assert "(2024-summer)" in refusal(system, [rounded])


def test_a_small_count_is_not_shown_since_an_edition_has_printed_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    found: list[Protection] = []

    def watched(given: Protection) -> tuple[Judgement, ...]:
        found.append(given)
        return judge(given)

    monkeypatch.setattr(gate, "judge", watched)
    system = groups(ROW)
    refusal(system, [edition(system, "2024", {"Female": 3})])
    assert sex("Female") in found[0].hidden and len(found[0].hidden) == 2


def test_what_was_revised_since_stops_nothing() -> None:
    system = groups(ROW)
    revised = known_of([edition(system, "2024", {"Female": 9, "Male": 12})], system)
    assert secured(system, revised).hidden == secured(system).hidden


def test_an_edition_that_printed_what_protected_makes_another_protect() -> None:
    system = groups(ROW)
    [protects] = secured(system).hidden - {sex("Female")}
    printed = edition(system, "2024", {protects[5]: ROW[protects[5]]})
    now = secured(system, known_of([printed], system))
    assert protects not in now.hidden and len(now.hidden) == 2
    assert now.judgements[-1].is_beaten


def test_a_rule_that_hides_nothing_hides_nothing() -> None:
    found = secure(groups(ROW), replace(COUNCIL, threshold=0), AREA, NOTHING)
    assert found.hidden == found.small == set()
    assert PLANS in found.protection.problem.system.cells
