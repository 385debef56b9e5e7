"""The rule of disclosure control: which counts are small, and what is done with them.

A council takes one of the presets, and may change single numbers of it in `jsna.toml`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from pipeline.errors import ConfigError
from pipeline.settings import FILE_NAME, Settings


@dataclass(frozen=True)
class Rules:
    """What is hidden of the council's own figures. What departments publish is never hidden."""

    preset: str
    threshold: int
    """Counts of 1 to this are small; 0: none is."""
    print_zeros: bool
    """Whether a count of 0 is printed; if not, it is hidden as small ones are."""
    rounding: int
    """Counts that are printed are rounded to the nearest multiple of this; 0: they are not."""
    least_group: int
    """No rate, share or mean is given of a group of fewer; 0: of any."""
    group_of: int
    """"None of them" and "all of them" are not told of a group of fewer; 0: of any."""

    @property
    def hides_nothing(self) -> bool:
        """Whether every figure is published as it is."""
        return self.threshold == 0 and self.rounding == 0


def _council_1_4() -> Rules:
    """Give what councils do: fewer than five is not told.

    That is the practice of councils in answers to requests for information, which withhold
    counts of fewer than five. The least group for a rate (10) and for "all or none" (20) are
    this project's: a percentage of a small group gives its count back.
    """
    return Rules("council-1-4", 4, True, 0, 10, 20)


def _nhs_1_7_round5() -> Rules:
    """Give what NHS England does with counts below England of hospital statistics.

    Since September 2018: 0 is shown, 1 to 7 are suppressed, all others are rounded to the nearest
    5, and percentages are made of rounded counts. The groups are those of `council-1-4`.
    """
    return Rules("nhs-1-7-round5", 7, True, 5, 10, 20)


def _dfe_open() -> Rules:
    """Give what the Department for Education does with plans by local authority: nothing.

    Its releases on EHC plans (SEN2) of 2022 and 2025 say that neither suppression nor rounding
    has been applied. For a site that stays inside the council and its partners.
    """
    return Rules("dfe-open", 0, True, 0, 0, 0)


PRESETS: Mapping[str, Rules] = MappingProxyType(
    {rules.preset: rules for rules in (_council_1_4(), _nhs_1_7_round5(), _dfe_open())}
)


def rules_of(settings: Settings) -> Rules:
    """Give the preset that the settings name, with the numbers that they change.

    ConfigError where a key asks for something to be hidden and the others hide nothing.
    """
    given = settings.disclosure_overrides
    rules = replace(PRESETS[settings.disclosure_preset], **given)
    if rules.threshold:
        return rules
    # Only what the council itself wrote can contradict: what the preset says gives way.
    needs_a_threshold: dict[str, Any] = {"print_zeros": True}
    if rules.hides_nothing:
        needs_a_threshold |= {"least_group": 0, "group_of": 0}
    for key, harmless in needs_a_threshold.items():
        if given.get(key, harmless) != harmless:
            raise ConfigError(
                f"`{key}` in [disclosure] hides figures, but a threshold of 0 hides none",
                file=settings.area_dir / FILE_NAME,
                remedy=f"give a threshold, or leave `{key}` out",
            )
    return replace(rules, **needs_a_threshold)
