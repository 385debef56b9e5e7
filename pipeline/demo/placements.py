"""Where plan holders are placed: the finest list of settings, from which every release is made.

The 2025 release has one column per setting and the 2022 release one label; both are collected into
groups. A setting exists in a release only for the Januaries in which it was collected.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from pipeline.demo.chance import between

ALWAYS = (0, 9999)


@dataclass(frozen=True)
class Setting:
    """One setting: its places in the releases, when it was collected, and how common it is."""

    key: str
    column: str  # of the 2025 release
    label: str  # of the 2022 release
    profile: str  # who is placed there: drives ages, needs and reviews
    weights: tuple[float, float, float, float, float]  # in January 2010, 2015, 2019, 2023, 2025
    new_factor: float = 1.0  # how much commoner it is among new plans
    collected: tuple[int, int] = ALWAYS
    new_from: int = 0

    def weight(self, january: int) -> float:
        """How common the setting is in a January, 0 when it was not collected."""
        if not self.is_collected(january):
            return 0.0
        return between(dict(zip(_ANCHORS, self.weights, strict=True)), january)

    def new_weight(self, january: int) -> float:
        """The same among the plans made in the calendar year before that January."""
        return self.weight(january) * self.new_factor if self.is_collected_new(january) else 0.0

    def is_collected(self, january: int) -> bool:
        """Whether that January's collection asked for the setting."""
        return self.collected[0] <= january <= self.collected[1]

    def is_collected_new(self, january: int) -> bool:
        """Whether that January's collection asked for the setting of new plans."""
        return self.is_collected(january) and january >= self.new_from


_ANCHORS = (2010, 2015, 2019, 2023, 2025)
_LA, _ACADEMY, _FREE = "mainstream_la_maintained", "mainstream_academy", "mainstream_free_school"
_UNIT, _BASE = "_senunit", "_resourced_provision"
_GENERAL = "general_fe_tertiary_colleges"
_MERGED_IN_2023, _NEWLY = (2015, 2022), (2023, 9999)
_NEVER = 9999
Weights = tuple[float, float, float, float, float]


def _main(key: str, label: str, weights: Weights, factor: float, since: int = 0) -> Setting:
    return Setting(key, key, f"Mainstream - {label}", "mainstream", weights, factor, (since, 9999))


def _special(
    key: str, label: str, weights: Weights, factor: float, since: int = 0, column: str = ""
) -> Setting:
    return Setting(key, column or key, label, "special", weights, factor, (since, 9999))


def _pru(key: str, label: str, weights: Weights, since: int) -> Setting:
    return Setting(key, key, label, "alternative", weights, 2, (since, 9999))


def _college(
    key: str,
    label: str,
    weights: Weights,
    factor: float,
    collected: tuple[int, int] = (2015, 9999),
    column: str = "",
) -> Setting:
    return Setting(key, column or key, label, "further", weights, factor, collected)


def _elsewhere(
    key: str,
    label: str,
    weights: Weights,
    factor: float,
    collected: tuple[int, int] = ALWAYS,
    new_from: int = 0,
) -> Setting:
    return Setting(key, key, label, "elsewhere", weights, factor, collected, new_from)


def _awaiting(what: str, weight: float, collected: tuple[int, int]) -> Setting:
    label = f"Awaiting provision - {what}"
    weights = (weight, weight, weight, weight, weight)
    return Setting(label, "await_prov_2022", label, "elsewhere", weights, 1.6, collected)


SETTINGS = (
    _main(_LA, "LA maintained", (44, 31, 20, 16, 14.5), 1.9),
    _main(_LA + _BASE, "LA maintained - Resourced provision", (4, 3, 1.7, 1.2, 1.1), 0.7),
    _main(_LA + _UNIT, "LA maintained - SEN unit", (3.2, 2.1, 1, 0.6, 0.5), 0.8),
    _main(_ACADEMY, "Academy", (2, 10, 15, 19.5, 22.5), 1.8),
    _main(_ACADEMY + _BASE, "Academy - Resourced Provision", (0, 0, 1.3, 1.4, 1.4), 0.4, 2017),
    _main(_ACADEMY + _UNIT, "Academy - SEN unit", (0, 0, 0.8, 0.9, 1), 0.5, 2017),
    _main(_FREE, "Free school", (0, 0.1, 0.5, 1.2, 1.6), 1.4, 2013),
    _main(_FREE + _BASE, "Free school - Resourced provision", (0, 0, 0.02, 0.03, 0.04), 1, 2017),
    _main(_FREE + _UNIT, "Free school - SEN unit", (0, 0, 0.02, 0.02, 0.02), 1, 2017),
    _main("mainstream_independent", "Independent", (0.9, 0.9, 1, 1.2, 1.1), 1),
    _special("special_la_maintained", "Special - LA maintained", (37, 31, 23, 16.5, 13.5), 0.28),
    _special("hospital_school", "Hospital School", (0.06, 0.05, 0.04, 0.03, 0.03), 0.5,
             column="special_la_maintained"),
    _special("special_academy_free", "Special - Academy/free", (0, 5, 10, 12, 11.8), 0.27, 2012),
    _special("special_independent", "Special - Independent", (3, 3.5, 3.9, 4.3, 4.8), 0.5),
    _special("special_non_maintained", "Special - Non-maintained", (1.5, 1.3, 1.1, 0.8, 0.7), 0.2),
    _pru("ap_pru_academy", "AP/PRU - Academy", (0, 0.1, 0.2, 0.25, 0.32), 2013),
    _pru("ap_pru_free_school", "AP/PRU - Free school", (0, 0.02, 0.05, 0.1, 0.1), 2013),
    _pru("ap_pru_la_maintained", "AP/PRU - LA maintained", (0.75, 0.6, 0.5, 0.42, 0.36), 0),
    _college("general_fe_tertiary_colleges", "General FE and tertiary colleges/HE",
             (0, 2.6, 12.5, 12.3, 11.1), 0.2),
    _college("other_fe", "Other FE", (0, 0.2, 0.9, 0.9, 0), 0.2, _MERGED_IN_2023, _GENERAL),
    _college("sixth_form_college", "Sixth form college", (0, 0.2, 0.9, 0.9, 0), 0.2,
             _MERGED_IN_2023, _GENERAL),
    _college("specialist_post_16_institutions", "Specialist post-16 institutions",
             (0, 0.4, 1.4, 1.6, 1.5), 0.12),
    _college("ukrlp_provider", "", (0, 0, 0, 1, 1.2), 0.3, _NEWLY),
    _elsewhere("elective_home_education", "Elective home education", (0, 0, 0.7, 0.9, 1.2), 1,
               (2020, 9999), 2021),
    _elsewhere("other_arrangements_la", "Other arrangements by local authority",
               (0.5, 0.5, 0.9, 1.5, 1.8), 0.7),
    _elsewhere("other_arrangements_parents", "Other arrangements by parents",
               (0.6, 0.5, 0.4, 0.2, 0.16), 1),
    _elsewhere("online_provider", "", (0, 0, 0, 0.02, 0.03), 0, (2025, 9999), _NEVER),
    _elsewhere("w_settings", "", (0, 0, 0, 0.05, 0.06), 0, (2025, 9999), _NEVER),
    _elsewhere("other_schools", "", (0, 0, 0, 0.03, 0.03), 0, (2025, 9999), _NEVER),
    _elsewhere("other_placement_settings", "Other", (0, 0, 0.6, 0.9, 0.7), 0.6, (2019, 9999)),
    Setting("neet", "neet", "NEET", "further", (0, 0, 1.7, 2.3, 2.8), 0.18, (2019, 9999), 2023),
    Setting("neet_ntci", "neet_ntci", "", "further", (0, 0, 0, 0.42, 0.3), 0.1, _NEWLY),
    _elsewhere("neet_other", "", (0, 0, 0, 0.44, 0.48), 0.7, _NEWLY),
    _elsewhere("neet_other_csa", "", (0, 0, 0, 0.28, 0.4), 1, _NEWLY),
    Setting("nm_early_years", "nm_early_years", "Non-maintained early years", "early",
            (0.4, 0.5, 0.5, 0.6, 0.7), 5),
    _elsewhere("placement_unknown", "", (0, 0, 0, 2.2, 2.9), 1.2, _NEWLY),
    _awaiting("total", 0.9, (0, 2018)),
    _awaiting("above compulsory school age and in education", 0.1, (2019, 2022)),
    _awaiting("above compulsory school age and not in education", 0.2, (2019, 2022)),
    _awaiting("below compulsory school age and in education", 0.1, (2020, 2022)),
    _awaiting("below compulsory school age and not in education", 0.05, (2020, 2022)),
    _awaiting("compulsory school age and in education", 0.35, (2019, 2022)),
    _awaiting("compulsory school age and not in education", 0.35, (2019, 2022)),
    Setting("perm_ex", "perm_ex_2022", "Permanently excluded", "alternative",
            (0.04, 0.03, 0.03, 0.03, 0.03), 1.5, (0, 2022)),
)  # fmt: skip
SETTING_BY_KEY: Mapping[str, Setting] = {setting.key: setting for setting in SETTINGS}


@cache
def weights(january: int, is_new: bool) -> Mapping[str, float]:
    """How common each setting is in a January, among all plans or the new ones."""
    return {
        setting.key: setting.new_weight(january) if is_new else setting.weight(january)
        for setting in SETTINGS
    }
