"""The cells of the 2025 release: counts, the totals and percentages made of them, and its `x`."""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache

from pipeline.demo.breakdown_labels import GROUP_COLUMNS
from pipeline.demo.number_text import percent
from pipeline.demo.placements import SETTINGS

X = "x"
Counts = Counter[str]
Cells = dict[str, str]
_OTHER = "other_placement_settings"
_GROUPS: Mapping[str, tuple[str, str]] = {
    "Mainstream": ("mainstream_total", "mainstream_total_pc"),
    "Special": ("special_total", "special_total_pc"),
    "AP/PRU": ("ap_pru_total", "AP_PRU_total_pc"),
    "FE": ("fe_total", "fe_total_pc"),
    "Educated elsewhere": ("ed_elsewhere", "ed_elsewhere_pc"),
}
_NOT_KNOWN_BEFORE = {  # of flows: the first calendar year in which a column was collected
    "requests_decided_to_assess": 2023,
    "requests_decision_not_made": 2023,
    "requests_withdrawn": 2023,
    "request_outcome_six_weeks": 2023,
    "request_outcome_over_6_weeks": 2023,
    "mediation_related_request": 2023,
    "tribunal_related_request": 2023,
    "tribunal_after_mediation_request": 2023,
    "assess_in_year": 2022,
    "assess_not_made": 2023,
    "assess_withdrawn": 2022,
    "outcome_decision_within_time": 2023,
    "outcome_decision_over_time": 2023,
    "number_assess_mediation": 2022,
    "number_assess_tribunal": 2022,
    "number_asssess_mediation_tribunal": 2023,
    "number_other_mediation": 2022,
    "number_other_tribunal": 2022,
    "number_other_mediation_tribunal": 2023,
    "plans_issued_gt20weeks_ltYear": 2023,
    "plans_issued_gt20weeks_ltYear_ex": 2023,
    "plans_issued_gt_1_year": 2023,
    "plans_issued_gt_1_year_ex": 2023,
}


def stock(counts: Counts, january: int) -> Cells:
    """Plans in January by setting."""
    return {"ehcplans": str(counts.total())} | _settings(counts, january, False, january >= 2024)


def new(counts: Counts, year: int) -> Cells:
    """New plans of a calendar year by setting."""
    return {"new_ehc_plans": str(counts.total())} | _settings(counts, year + 1, True, year >= 2022)


def _settings(counts: Counts, january: int, is_new: bool, other_is_elsewhere: bool) -> Cells:
    shown = _collected(january, is_new)
    total = counts.total()
    cells = {column: str(counts[column]) if known else X for column, known in shown.items()}
    for group, (total_column, share_column) in _GROUPS.items():
        members = GROUP_COLUMNS[group]
        number = sum(counts[column] for column in members)
        if group == "Educated elsewhere" and not other_is_elsewhere:
            number -= counts[_OTHER]
        cells[total_column] = str(number)
        cells[share_column] = percent(number, total)
    for column in ("nm_early_years", "placement_unknown"):
        cells[f"{column}_pc"] = percent(counts[column], total) if shown[column] else X
    return cells


@cache
def _collected(january: int, is_new: bool) -> Mapping[str, bool]:
    """Whether the collection of that January asked for each column."""
    known: dict[str, bool] = {}
    for setting in SETTINGS:
        asked = setting.is_collected_new(january) if is_new else setting.is_collected(january)
        known[setting.column] = known.get(setting.column, False) or asked
    return known


def _known(counts: Counts, columns: Iterable[str], year: int) -> Cells:
    return {
        column: str(counts[column]) if year >= _NOT_KNOWN_BEFORE.get(column, 0) else X
        for column in columns
    }


def _shares(counts: Counts, shares: Mapping[str, tuple[str, str]], first: int, year: int) -> Cells:
    if year < first:
        return dict.fromkeys(shares, X)
    return {name: percent(counts[part], counts[whole]) for name, (part, whole) in shares.items()}


def requests(counts: Counts, year: int) -> Cells:
    """Requests of a calendar year."""
    received = "requests_received_in_year"
    shares = {
        "request_assess_pc": ("requests_decided_to_assess", received),
        "request_not_assess_pc": ("requests_decided_not_to_assess", received),
        "request_outstanding_pc": ("requests_decision_not_made", received),
        "request_withdrawn_pc": ("requests_withdrawn", received),
        "request_outcome_six_weeks_pc": ("request_outcome_six_weeks", "decided"),
        "request_outcome_over_6_weeks_pc": ("request_outcome_over_6_weeks", "decided"),
    }
    decided = counts["request_outcome_six_weeks"] + counts["request_outcome_over_6_weeks"]
    counts = counts + Counter({"decided": decided})
    columns = (
        received,
        "requests_rya",
        "requests_decided_not_to_assess",
        *(name for name in _NOT_KNOWN_BEFORE if "request" in name),
    )
    return _known(counts, columns, year) | _shares(counts, shares, 2023, year)


def assessments(counts: Counts, year: int) -> Cells:
    """Assessments of a calendar year."""
    shares = {
        f"assess_{outcome}_pc": (f"assess_{outcome}", "assess_in_year")
        for outcome in ("issued", "not_issued", "not_made", "withdrawn")
    }
    speeds = {
        f"outcome_decision_{when}_time_pc": (f"outcome_decision_{when}_time", "assess_not_issued")
        for when in ("within", "over")
    }
    columns = (
        "assess_issued",
        "assess_not_issued",
        *(name for name in _NOT_KNOWN_BEFORE if name.startswith(("assess", "outcome", "number"))),
    )
    cells = _known(counts, columns, year) | _shares(counts, shares, 2022, year)
    return cells | _shares(counts, speeds, 2023, year)


def timeliness(counts: Counts, year: int) -> Cells:
    """Plans issued in a calendar year by the weeks they took."""
    den, den_ex = "plans_issued_den", "plans_issued_den_ex"
    early = {
        "pc_plans_issued_within_20_weeks": ("plans_issued_within_20_weeks", den),
        "PC_plans_issued_20_weeks_ex": ("plans_issued_20_weeks_ex", den_ex),
    }
    late = {}
    for slow in ("plans_issued_gt20weeks_ltYear", "plans_issued_gt_1_year"):
        late[f"pc_{slow}"] = (slow, den)
        late[f"PC_{slow}_ex"] = (f"{slow}_ex", den_ex)
    columns = (
        *(den, den_ex, "plans_issued_within_20_weeks", "plans_issued_20_weeks_ex"),
        *(name for name in _NOT_KNOWN_BEFORE if name.startswith("plans_issued_gt")),
    )
    cells = _known(counts, columns, year) | _shares(counts, early, 0, year)
    return cells | _shares(counts, late, 2023, year)


def reviews(counts: Counts, year: int) -> Cells:
    """Annual reviews of a calendar year."""
    speeds = ("number_decsion_4weeks", "number_decision_gt_4weeks")
    counts = counts + Counter({"decided": sum(counts[speed] for speed in speeds)})
    shares = {
        "pc_decsion_4weeks": (speeds[0], "decided"),
        "pc_decision_gt_4weeks": (speeds[1], "decided"),
    }
    return plain(counts, year) | _shares(counts, shares, 0, year)


def needs(counts: Counts, year: int) -> Cells:
    """Plans by primary need."""
    total = counts.total()
    cells = {"ehc_plans": str(total)}
    for column, number in counts.items():
        cells[column] = str(number)
        cells[column.removeprefix("number_").removeprefix("need_") + "_pc"] = percent(number, total)
    return cells


def plain(counts: Counts, year: int) -> Cells:
    """Counts that need nothing more."""
    return {column: str(number) for column, number in counts.items()}
