"""The 2022 release of "Education, health and care plans": statements and plans since 2010."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.demo.chance import draw, spread, stream
from pipeline.demo.geography import COUNTRY, PLACES, Area, areas
from pipeline.demo.layouts import PLANS_2022
from pipeline.demo.management_2022 import management_lines
from pipeline.demo.number_text import at_most_five_places
from pipeline.demo.packing import QUOTED_BLANK, csv_bytes, csv_line, text_bytes, zip_bytes
from pipeline.demo.placements import SETTINGS, Setting
from pipeline.demo.plan_totals import Key
from pipeline.demo.who import AGE_GROUPS
from pipeline.demo.world import World, added

FILE = "education-health-and-care-plans_2022.zip"
Z = "z"
OLDEST = AGE_GROUPS[-1]
_GROUPS = {
    "mainstream": "Mainstream school",
    "special": "Special school",
    "alternative": "Alternative provision/Pupil referral unit",
    "further": "Further education",
    "elsewhere": "Educated elsewhere",
    "early": "Non-maintained early years",
}
_OWN_GROUP = {"neet": "NEET", "other_placement_settings": "Other", "perm_ex": "Educated elsewhere"}
_RESIDENTIAL_AGES = ("05", "510", "1115", "1619", "2025")
_RESIDENTIAL_SHARES = (1, 9, 38, 33, 19)


def write_plans_2022(world: World) -> Mapping[str, bytes]:
    """The zip of the release."""
    plans = world.plans
    januaries, years = range(2022, 2009, -1), range(2021, 2008, -1)
    kept = _Kind(plans.statements, plans.stock, plans.statement_ages, plans.stock_ages, 0, 2018)
    made = _Kind(plans.new_statements, plans.new, plans.new_statement_ages, plans.new_ages, 1, 2015)
    lines: dict[str, Iterator[str]] = {
        "sen2_age_caseload": _by_age(kept, januaries),
        "sen2_age_new_plans": _by_age(made, years),
        "sen2_estab_caseload": _by_establishment(kept, januaries),
        "sen2_estab_new_plans": _by_establishment(made, years),
        "sen2_mi": management_lines(world, start),
        "sen2_wbp_residential_dmo": _placements(world),
    }
    members = {}
    for table, rows in lines.items():
        layout = PLANS_2022[f"data/{table}.csv"]
        members[f"data/{table}.csv"] = csv_bytes(
            layout.columns, rows, bom=layout.bom, newline=layout.newline
        )
    members["data-guidance/data-guidance.txt"] = text_bytes(_GUIDANCE, newline="\r\n")
    return {FILE: zip_bytes(members)}


@dataclass(frozen=True)
class _Kind:
    """Plans kept in a January (shift 0) or made in a year (shift 1), with the statements in them.

    The collection of January 2022 gave the plans kept then and the plans made in 2021.
    """

    statements: Mapping[Key, Counter[str]]
    total: Mapping[Key, Counter[str]]
    statement_ages: Mapping[Key, Counter[str]]
    total_ages: Mapping[Key, Counter[str]]
    shift: int
    last_statements: int

    def january(self, year: int) -> int:
        """The collection that gave the figures of a year."""
        return year + self.shift

    def cells(
        self, year: int, statements: int, total: int, whole: tuple[int, int], never: bool
    ) -> str:
        """Statements, plans and both, each with its percentage; `never` had statements."""
        all_statements, everything = whole
        st = (str(statements), at_most_five_places(statements, all_statements, 6))
        if year > self.last_statements or never:
            st = (Z, Z)
        plans = total - statements
        ehc = (str(plans), at_most_five_places(plans, everything - all_statements, 6))
        if self.january(year) < 2015:
            ehc = (Z, Z)
        return ",".join([*st, *ehc, str(total), at_most_five_places(total, everything)])


def start(area: Area, year: int, january: int) -> str:
    """The first columns of a row; blanks are printed as two quotes."""
    region = (area.region.code, area.region.name) if area.region else (QUOTED_BLANK,) * 2
    one = area.authority
    authority = (one.code, one.gss_code_in(january), one.name) if one else (QUOTED_BLANK,) * 3
    return csv_line([str(year), "Calendar year", area.level, *COUNTRY, *region, *authority])


def _by_age(kind: _Kind, years: Sequence[int]) -> Iterator[str]:
    for year in years:
        ages = AGE_GROUPS if kind.january(year) >= 2015 else AGE_GROUPS[:-1]
        for area in areas(kind.january(year)):
            statements = added(kind.statement_ages, area, year)
            total = added(kind.total_ages, area, year)
            whole = (statements.total(), total.total())
            first = start(area, year, kind.january(year))
            yield f"{first},Total,{kind.cells(year, *whole, whole, False)}"
            for age in ages:
                cells = kind.cells(year, statements[age], total[age], whole, age == OLDEST)
                yield f"{first},{age},{cells}"


def _by_establishment(kind: _Kind, years: Sequence[int]) -> Iterator[str]:
    for year in years:
        january = kind.january(year)
        settings = [one for one in SETTINGS if one.label and one.is_collected(january)]
        groups = sorted({_group(setting) for setting in settings})
        for area in areas(january):
            statements = added(kind.statements, area, year)
            total = added(kind.total, area, year)
            whole = (statements.total(), total.total())
            first = start(area, year, january)
            yield f"{first},Total,Total,{kind.cells(year, *whole, whole, False)}"
            for group in groups:
                inside = [one for one in settings if _group(one) == group]
                numbers = [sum(kept[one.key] for one in inside) for kept in (statements, total)]
                never = all(one.profile == "further" for one in inside)
                cells = kind.cells(year, numbers[0], numbers[1], whole, never)
                yield f"{first},Total,{group},{cells}"
            for one in settings:
                never = one.profile == "further"
                cells = kind.cells(year, statements[one.key], total[one.key], whole, never)
                yield f"{first},{_label(one, january)},{_group(one)},{cells}"


def _group(setting: Setting) -> str:
    return _OWN_GROUP.get(setting.key) or _GROUPS[setting.profile]


def _label(setting: Setting, january: int) -> str:
    if setting.key == "special_academy_free" and january < 2017:
        return "Special - Academy"
    if setting.key == "specialist_post_16_institutions" and january == 2015:
        return "Independent specialist providers"
    return setting.label


def _placements(world: World) -> Iterator[str]:
    by_age = {
        (place, january): _residential_ages(world, place, january)
        for place in PLACES
        for january in range(2018, 2023)
    }
    for january in range(2022, 2016, -1):
        for area in areas(january):
            work = world.columns("work_based", area, january)
            cells = [
                str(work[column])
                for column in ("open_apprentice", "open_trainee", "open_supp_intern", "open_wbp")
            ]
            if january >= 2018:
                stays = added(by_age, area, january)
                for weeks in ("Res_3851", "Res_52"):
                    numbers = [stays[weeks, age] for age in _RESIDENTIAL_AGES]
                    cells += [str(number) for number in (*numbers, sum(numbers))]
            else:
                cells += [Z] * 12
            cells += [Z] * 10 + _officers(area, january)
            yield f"{start(area, january, january)},{','.join(cells)}"


def _residential_ages(world: World, place: str, january: int) -> Counter[tuple[str, str]]:
    stays = world.columns("residential", Area("Local authority", (place,)), january)
    counts: Counter[tuple[str, str]] = Counter()
    for weeks in ("Res_3851", "Res_52"):
        parts = spread(stays[weeks], _RESIDENTIAL_SHARES)
        counts.update({(weeks, age): n for age, n in zip(_RESIDENTIAL_AGES, parts, strict=True)})
    return counts


def _officers(area: Area, january: int) -> list[str]:
    """Designated medical and clinical officers; R stands for "recruiting"."""
    if not area.authority:
        return [Z] * 3
    rng = stream("officers in 2022", area.name, january)
    medical, clinical = draw(rng, {"Y": 7.0, "N": 2.0, "R": 1.0}, 2)
    return [medical, clinical, draw(rng, {"Y": 2.0, "N": 8.0}, 1)[0]]


_GUIDANCE = """\
Education, health and care plans
Reporting year 2022

Made-up data in the layout of this release, for an England that does not exist.

The dataset and outputs have not had suppression or rounding applied

z - Not applicable

x - unavailable
"""
