"""How the 2025 release words its breakdowns: each file has its own way with ages and years."""

from collections.abc import Callable, Mapping
from typing import Any

Labels = Callable[[Any], tuple[str, ...]]  # a case may count under several labels

_GROUPS: Mapping[str, Mapping[str, str]] = {
    "Mainstream": {
        "mainstream_la_maintained": "LA maintained",
        "mainstream_la_maintained_resourced_provision": "LA maintained (resourced provision)",
        "mainstream_la_maintained_senunit": "LA maintained (SEN unit)",
        "mainstream_academy": "academy",
        "mainstream_academy_resourced_provision": "academy (resourced provision)",
        "mainstream_academy_senunit": "academy (SEN unit)",
        "mainstream_free_school": "free school",
        "mainstream_free_school_resourced_provision": "free school (resourced provision)",
        "mainstream_free_school_senunit": "free school (SEN unit)",
        "mainstream_independent": "independent",
    },
    "Special": {
        "special_la_maintained": "LA maintained",
        "special_academy_free": "academy/free school",
        "special_independent": "independent",
        "special_non_maintained": "non-maintained",
    },
    "AP/PRU": {
        "ap_pru_academy": "academy",
        "ap_pru_free_school": "free school",
        "ap_pru_la_maintained": "LA maintained",
    },
    "FE": {
        "general_fe_tertiary_colleges": "general FE and tertiary colleges",
        "specialist_post_16_institutions": "specialist post-16 institutions",
        "ukrlp_provider": "UKRLP provider",
    },
    "Educated elsewhere": {
        "elective_home_education": "elective home education",
        "other_arrangements_la": "other arrangements by LA",
        "other_arrangements_parents": "other arrangements by parents",
        "online_provider": "online provider",
        "w_settings": "Welsh establishment",
        "other_schools": "other schools and establishments",
        "other_placement_settings": "other placement settings",
        "neet": "NEET",
        "neet_ntci": "not in education or training (notice to cease issued)",
        "neet_other": "not in education or training (other)",
        "neet_other_csa": "not in education or training (compulsory school age)",
    },
}
_PLACEMENTS: Mapping[str, tuple[str, ...]] = {
    column: (f"{group} - {label}", f"{group} - total")
    for group, labels in _GROUPS.items()
    for column, label in labels.items()
} | {
    "nm_early_years": ("Non-maintained early years",),
    "placement_unknown": ("Placement not recorded",),
}
GROUP_COLUMNS: Mapping[str, tuple[str, ...]] = {
    group: tuple(labels) for group, labels in _GROUPS.items()
}


def same(value: str) -> tuple[str, ...]:
    """The value itself."""
    return (value,)


def placement(column: str) -> tuple[str, ...]:
    """The setting and, where it has one, the total of its group."""
    return _PLACEMENTS[column]


def placement_with_capital(column: str) -> tuple[str, ...]:
    """The same, in the files that write the academies differently."""
    if column == "special_academy_free":
        return ("Special - Academy/free schools", "Special - total")
    return _PLACEMENTS[column]


def each_age(age: int) -> tuple[str, ...]:
    """`under 3`, then every year up to `age 25`."""
    return (f"age {age}" if age > 2 else "under 3",)


def _up_to_twenty(start: str) -> Labels:
    def label(age: int) -> tuple[str, ...]:
        if age <= 2:
            return (f"{start} 2 and under",)
        return (f"{start} {age}" if age < 20 else f"{start} 20 and over",)

    return label


age = _up_to_twenty("age")
aged = _up_to_twenty("Aged")


def working_age(age: int) -> tuple[str, ...]:
    """`age 15 and under`, then every year up to `age 25 or over`."""
    if age <= 15:
        return ("age 15 and under",)
    return (f"age {age}" if age < 25 else "age 25 or over",)


def years_in_place(years: int) -> tuple[str, ...]:
    """`Less than a year`, `1`, up to `12 or more`."""
    if not years:
        return ("Less than a year",)
    return (str(years) if years < 12 else "12 or more",)


def years_held(years: int) -> tuple[str, ...]:
    """`Under a year`, `1 year`, up to `12 years and over`."""
    if not years:
        return ("Under a year",)
    if years >= 12:
        return ("12 years and over",)
    return ("1 year" if years == 1 else f"{years} years",)
