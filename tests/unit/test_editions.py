"""What earlier editions printed is held to the counts of today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.disclose.counts import Cell, Key, System, Use
from pipeline.disclose.editions import Edition, Known, known_of, read_editions
from tests.fixtures_editions import place, write_csv


def key(name: str) -> Key:
    return "plans", "plans", "202324", "501", "Primary need", name


TOTAL = key("all")


def system_of(values: Mapping[str, float], total: float = 340, sums: Iterable[str] = ()) -> System:
    """One figure per name, a share of one total."""
    keys = {**{key(name): value for name, value in values.items()}, TOTAL: total}
    summed = {key(name) for name in sums}
    cells = {k: Cell(k, keys[k], is_printed=True, is_sum=k in summed) for k in sorted(keys)}
    uses = tuple(Use(*place(name), key(name), TOTAL) for name in sorted(values))
    return System(cells, (), uses, {})


def edition(
    name: str = "2024",
    rounding: int = 0,
    hidden: Iterable[str] = (),
    **printed: tuple[float | None, float | None],
) -> Edition:
    figures = {place(need): counts for need, counts in printed.items()}
    return Edition(name, rounding, figures, frozenset(map(place, hidden)))


def span(printed: float, value: float, rounding: int, is_sum: bool = False) -> object:
    system = system_of({"Autism": value}, sums=["Autism"] if is_sum else [])
    known = known_of([edition(rounding=rounding, Autism=(printed, None))], system)
    return known.spans.get(key("Autism"))


def test_without_editions_nothing_is_known() -> None:
    assert known_of([], system_of({"Autism": 12})) == Known(0, {}, frozenset(), {})


def test_what_was_printed_exactly_is_known_and_what_was_revised_is_not() -> None:
    system = system_of({"Autism": 12, "Other": 7})
    known = known_of([edition(Autism=(12, 340), Other=(8, 340), Gone=(3, 9))], system)
    assert known.spans == {key("Autism"): (12, 12), TOTAL: (340, 340)}
    assert known.by_edition == {"2024": {key("Autism"), TOTAL}}
    assert list(known.spans) == sorted(known.spans)


@pytest.mark.parametrize(
    ("printed", "value", "rounding", "expected"),
    [
        (12, 12, 0, (12, 12)),
        (12.0000005, 12, 0, (12, 12)),
        (12.1, 12, 0, None),
        (0, 0, 0, (0, 0)),
        (10, 12, 5, (7.5, 12.5)),
        (10, 10, 5, (7.5, 12.5)),
        (10, 13, 5, None),
        (10, 7.5, 5, (7.5, 12.5)),
        (0, 0, 5, (0, 0)),
        (0, 2, 5, (0, 2.5)),  # a rule that rounds and hides nothing prints 1 and 2 as 0
        (0, 3, 5, None),
        (12, 12, 5, (12, 12)),  # no multiple: it was not rounded
        (12, 13, 5, None),
    ],
)
def test_a_printed_number_tells_what_it_can(
    printed: float, value: float, rounding: int, expected: object
) -> None:
    assert span(printed, value, rounding) == expected


def test_a_sum_that_was_rounded_to_nothing_may_be_less_than_nothing() -> None:
    assert span(0, -2, 5, is_sum=True) == (-2.5, 2.5)


def test_several_editions_together_know_more() -> None:
    system = system_of({"Autism": 12})
    rounded = edition("2023", 5, Autism=(10, 340))
    wider = edition("2024", 10, Autism=(10, None))
    other = edition("2025", 7, Autism=(14, None))
    revised = edition("2026", Autism=(44, None))
    known = known_of([rounded, wider, other, revised], system)
    assert known.editions == 4
    assert known.spans == {key("Autism"): (10.5, 12.5), TOTAL: (337.5, 342.5)}
    assert {name: sorted(keys) for name, keys in known.by_edition.items()} == {
        "2023": [key("Autism"), TOTAL],
        "2024": [key("Autism")],
        "2025": [key("Autism")],
        "2026": [],
    }
    exact = known_of([rounded, edition("2024", Autism=(12, None))], system)
    assert exact.spans[key("Autism")] == (12, 12)


def test_remembered_is_what_the_latest_edition_hid_and_none_printed() -> None:
    system = system_of({"Autism": 2, "Other": 3, "Physical": 4, "Hearing": 5})
    first = edition("2023", hidden=["Hearing"], Autism=(9, None))
    last = edition("2024", hidden=["Autism", "Other"], Physical=(4, 340))
    known = known_of([first, last], system)
    # Autism was printed once, and the total beside Physical; Hearing was hidden long ago.
    assert known.remembered == {key("Other")}
    assert known_of([last, first], system).remembered == {key("Hearing")}


def test_both_counts_of_a_hidden_figure_are_remembered() -> None:
    known = known_of([edition(hidden=["Autism"])], system_of({"Autism": 2, "Other": 3}))
    assert known.remembered == {key("Autism"), TOTAL}
    assert known.by_edition == {"2024": frozenset()}


def test_what_is_read_is_what_is_known(tmp_path: Path) -> None:
    write_csv(tmp_path / "2024.csv")
    known = known_of(read_editions(tmp_path), system_of({"Autism": 12, "Other": 7, "Physical": 2}))
    assert known.spans == {key("Autism"): (12, 12), TOTAL: (340, 340)}
    assert known.remembered == {key("Physical")}


def rounded_to(value: float, rounding: int) -> float:
    return value if rounding == 0 else rounding * int(value / rounding + 0.5)


@given(
    value=st.integers(0, 200),
    kept=st.lists(st.tuples(st.integers(0, 12), st.integers(-3, 3)), min_size=1, max_size=6),
)
def test_the_true_value_is_inside_every_span(value: int, kept: list[tuple[int, int]]) -> None:
    """Of editions that rounded to this or that, some of counts that were revised since."""
    editions = [
        edition(f"{at}", base, Autism=(rounded_to(max(value + change, 0), base), None))
        for at, (base, change) in enumerate(kept)
    ]
    found = known_of(editions, system_of({"Autism": value})).spans
    if any(change == 0 for _, change in kept):
        assert key("Autism") in found
    for low, high in found.values():
        assert low <= value <= high
    alone = [known_of([each], system_of({"Autism": value})).spans for each in editions]
    spans = [each[key("Autism")] for each in alone if each]
    if spans:
        expected = (max(low for low, _ in spans), min(high for _, high in spans))
        assert found == {key("Autism"): expected}
