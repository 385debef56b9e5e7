"""Which counts a figure is made of, and that nothing is taken on trust."""

from __future__ import annotations

import pytest

from pipeline.errors import DisclosureError
from pipeline.own_counts import OwnCounts
from tests.fixtures_counts import figure, key, relation, system_of


def test_a_group_is_compared_with_all_other_known_groups_together() -> None:
    pupils = {"Chinese": 10.0, "Mixed": 20.0, "White": 70.0, "Unknown": 5.0}
    with_plan = {"Chinese": 1.0, "Mixed": 3.0, "White": 7.0, "Unknown": 2.0}
    topic = "Ethnic group"
    system = system_of(
        {
            key("pupils"): 105.0,
            key("with_plan"): 13.0,
            **{key("pupils", topic, group): n for group, n in pupils.items()},
            **{key("with_plan", topic, group): n for group, n in with_plan.items()},
        },
        [
            figure(
                "ratio",
                (1, 10),
                "Ethnic group by SEN provision",
                "Chinese, EHC plan",
                kind="ratio",
                value=(1 / 10) / (10 / 90),
            )
        ],
        {
            "ratio": OwnCounts(
                *("plans", "with_plan", "pupils"),
                by_provision="EHC plan",
                compared_with=("others",),
            )
        },
    )
    [use] = system.uses
    others = tuple(key(f"{m}, other groups", topic, "Chinese") for m in ("with_plan", "pupils"))
    assert use.others == others
    assert use.group == key("pupils", topic, "Chinese")
    assert [system.cells[name].value for name in others] == [10, 90]
    for name, measure in zip(others, ("with_plan", "pupils"), strict=True):
        assert system.cells[name].is_printed
        mixed, white = (key(measure, topic, group) for group in ("Mixed", "White"))
        assert relation(name, mixed, white) in system.relations


def test_a_gap_prints_no_count_and_is_made_of_four() -> None:
    counts = {"EHC plan": (2, 8), "No SEN": (60, 80)}
    system = system_of(
        {
            key(measure, "SEN provision", group): n
            for group, pair in counts.items()
            for measure, n in zip(("met", "pupils"), pair, strict=True)
        },
        [figure("gap", (None, None), "SEN provision", "EHC plan", kind="gap", value=50.0)],
        {"gap": OwnCounts("plans", "met", "pupils", compared_with=("No SEN",))},
    )
    [use] = system.uses
    assert (use.numerator, use.denominator, use.rest) == (None, None, None)
    assert use.others == tuple(
        key(measure, "SEN provision", group)
        for group in ("EHC plan", "No SEN")
        for measure in ("met", "pupils")
    )
    assert use.group == key("pupils", "SEN provision", "EHC plan")


@pytest.mark.parametrize(
    ("printed", "entry"),
    [
        ((5, 12), None),
        ((6, 12), OwnCounts("plans", "plans_neet", "plans")),
        ((5, 13), OwnCounts("plans", "plans_neet", "plans")),
        ((5, None), OwnCounts("plans", "plans_neet", "plans")),
        ((5, 12), OwnCounts("plans", "plans_neet")),
        ((5, 12), OwnCounts("plans", "plans_neat", "plans")),
        ((12, 5), OwnCounts("plans", "plans", "plans_neet")),
        ((5, 12), OwnCounts("plans", "plans_neet", "plans", topics=("Sex",))),
    ],
)
def test_a_figure_that_is_not_made_of_what_its_entry_says_stops_the_build(
    printed: tuple[float, float | None], entry: OwnCounts | None
) -> None:
    with pytest.raises(DisclosureError, match="own figure of neet") as caught:
        system_of(
            {key("plans"): 12, key("plans_neet"): 5},
            [figure("neet", printed)],
            {"neet": entry} if entry else {},
        )
    assert not any(digit in str(caught.value) for digit in "0123456789")


def test_a_ratio_that_does_not_come_out_of_its_counts_stops_the_build() -> None:
    topic = "Sex by SEN provision"
    with pytest.raises(DisclosureError, match="own figure of ratio"):
        system_of(
            {
                key(measure, "Sex", sex): n
                for measure, sex, n in [
                    *(("plan", "Male", 4), ("pupils", "Male", 10)),
                    *(("plan", "Female", 2), ("pupils", "Female", 10)),
                ]
            },
            [figure("ratio", (4, 10), topic, "Male, EHC plan", kind="ratio", value=2.1)],
            {
                "ratio": OwnCounts(
                    "plans", "plan", "pupils", by_provision="EHC plan", compared_with=("others",)
                )
            },
        )


def test_a_figure_that_is_missing_uses_only_the_counts_it_gives() -> None:
    system = system_of(
        {key("plans"): 0, key("plans_neet"): 0},
        [figure("neet", (0, None), value=None)],
        {"neet": OwnCounts("plans", "plans_neet", "plans")},
    )
    [use] = system.uses
    assert (use.numerator, use.denominator, use.rest) == (key("plans_neet"), None, None)
