"""The management information of the 2022 release: requests, timeliness, moves, ends, budgets."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from pipeline.demo.chance import rounded, stream, varied
from pipeline.demo.geography import PLACES, Area, areas
from pipeline.demo.layouts import PLANS_2022
from pipeline.demo.number_text import six_digits, twelve_places
from pipeline.demo.plan_totals import Key
from pipeline.demo.world import World, added

YEARS = range(2021, 2013, -1)
Z = "z"
_COLUMNS = PLANS_2022["data/sen2_mi.csv"].columns[10:]

# The years of the columns that were not collected in all of them.
_STATEMENTS, _PLANS, _REQUESTS = range(2014, 2019), range(2015, 2022), range(2016, 2022)
_MOVES = ("Mtosi", "Sitom", "MtoPar", "SitoPar")
_ENDS = ("Dislea", "Dismet", "Disoth", "Disleft")
_COLLECTED: Mapping[str, range] = {
    **dict.fromkeys((*_MOVES, *_ENDS, "StatementstoEHC", "StatementstoNoEHC"), _STATEMENTS),
    **{f"{column}EHC": _PLANS for column in (*_MOVES, *_ENDS)},
    **dict.fromkeys(("InreqEHC", "InreqryaEHC", "AssRefusedEHC_pc"), _REQUESTS),
    **dict.fromkeys(("Assnodecision", "AssRefused"), range(2014, 2015)),
    "Assnone": range(2014, 2016),
    **dict.fromkeys(("TotIncExc", "IncExc26week", "TotNoExc", "NoExc26week"), range(2014, 2016)),
}
_REASONS: Mapping[str, tuple[str, ...]] = {
    "Dislea": ("transfer", "moved_outside_eng"),
    "Dismet": ("needs_met",),
    "Disoth": ("deceased", "not_rec", "other"),
    "Disleft": ("max_age", "he", "employ", "no_engage"),
}
_BUDGETS = {
    "PersonalBudgets": "personal_budget",
    "OrgArrangements": "org_arrangments",
    "DirectPayEducation": "pb_education",
    "DirectPaySocialCare": "pb_social",
    "DirectPayHealth": "pb_health",
    "DirectPayIntegrated": "pb_integrated",
}
_TIMED = {
    "TotIncExcEHC": "plans_issued_den",
    "IncExc20weekEHC": "plans_issued_within_20_weeks",
    "TotNoExcEHC": "plans_issued_den_ex",
    "NoExc20weekEHC": "plans_issued_20_weeks_ex",
}


def management_lines(world: World, start: Callable[[Area, int, int], str]) -> Iterator[str]:
    """The lines of `sen2_mi.csv`."""
    counts = {(place, year): _counts(world, place, year) for place in PLACES for year in YEARS}
    for year in YEARS:
        for area in areas(year + 1):
            cells = _cells(added(counts, area, year), year)
            yield f"{start(area, year, year + 1)},{','.join(cells)}"


def _cells(counts: Counter[str], year: int) -> list[str]:
    ratios = {
        "NewallEHC_pc": six_digits(counts["NewallEHC"], counts["NewallEHC_AssnoneEHC_sum"]),
        "AssnoneEHC_pc": six_digits(counts["AssnoneEHC"], counts["NewallEHC_AssnoneEHC_sum"]),
        "AssRefusedEHC_pc": six_digits(counts["AssRefusedEHC"], counts["InreqEHC"]),
        "IncExc20weekRate": twelve_places(counts["IncExc20weekEHC"], counts["TotIncExcEHC"]),
        "NoExc20weekRate": twelve_places(counts["NoExc20weekEHC"], counts["TotNoExcEHC"]),
        "NewEHCTribunal_pc": six_digits(counts["NewEHCTribunal"], counts["NewEHCMediation"]),
    }
    cells = []
    for column in _COLUMNS:
        is_known = year in _COLLECTED.get(column, YEARS)
        cells.append(ratios.get(column, str(counts[column])) if is_known else Z)
    return cells


def _counts(world: World, place: str, year: int) -> Counter[str]:
    here = Area("Local authority", (place,))
    made = world.plans.new[place, year].total()
    statements = world.plans.new_statements[place, year].total()
    counts = Counter({"NewallEHC": made - statements})
    counts += _assessed(world, here, year, statements, made)
    counts += _moved_and_ended(world, place, year)
    timed = world.columns("timeliness", here, year)
    budgets = world.columns("budgets", here, year + 1)
    counts.update({column: timed[name] for column, name in _TIMED.items()})
    counts.update({column: budgets[name] for column, name in _BUDGETS.items()})
    counts["NewallEHC_AssnoneEHC_sum"] = counts["NewallEHC"] + counts["AssnoneEHC"]
    counts["NewEHCMediation"] = rounded(counts["NewallEHC"] * 0.08)
    counts["NewEHCTribunal"] = rounded(counts["NewEHCMediation"] * 0.25)
    counts["TotIncExc"] = rounded(statements * 0.98)
    counts["TotNoExc"] = rounded(statements * 0.82)
    counts["IncExc26week"] = rounded(statements * 0.86)
    counts["NoExc26week"] = rounded(statements * 0.78)
    return counts


def _assessed(world: World, here: Area, year: int, statements: int, made: int) -> Counter[str]:
    """Requests and assessments, with those for statements apart."""
    requests = world.columns("requests", here, year)
    assessments = world.columns("assessments", here, year)
    old = statements / made if made and year < 2016 else 0.0
    refused = requests["requests_decided_not_to_assess"]
    refused_old = rounded(refused * old) if year == 2014 else 0
    nothing = assessments["assess_not_issued"]
    nothing_old = rounded(nothing * old)
    undecided = rounded(varied(stream("undecided", here.places[0], year), made * 0.34, 0.3))
    undecided_old = rounded(undecided * old) if year == 2014 else 0
    return Counter(
        AssRefused=refused_old,
        AssRefusedEHC=refused - refused_old,
        Assnone=nothing_old,
        AssnoneEHC=nothing - nothing_old,
        Assnodecision=undecided_old,
        AssnodecisionEHC=undecided - undecided_old,
        InreqEHC=requests["requests_received_in_year"],
        InreqryaEHC=requests["requests_rya"],
    )


def _moved_and_ended(world: World, place: str, year: int) -> Counter[str]:
    """Moves between kinds of school, and plans that ended, with statements apart."""
    key: Key = (place, year)
    kept = world.plans.stock[key].total()
    statements = world.plans.statements[key].total()
    ended = world.columns("ceased", Area("Local authority", (place,)), year)
    counts: Counter[str] = Counter()
    totals = {column: sum(ended[reason] for reason in _REASONS[column]) for column in _ENDS}
    for column, share in zip(_MOVES, (0.018, 0.006, 0.0015, 0.0006), strict=True):
        totals[column] = rounded(varied(stream(column, *key), kept * share, 0.4))
    for column, total in totals.items():
        old = total if year == 2014 else rounded(total * statements / kept)
        counts[column] = old
        counts[f"{column}EHC"] = total - old
    gone = max(statements - world.plans.statements[place, year + 1].total(), 0)
    counts["StatementstoEHC"] = rounded(gone * 0.95)
    counts["StatementstoNoEHC"] = rounded(gone * 0.03)
    return counts
