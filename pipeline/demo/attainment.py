"""Key stage 2 and key stage 4 results by SEN."""

from collections.abc import Iterator, Mapping, Sequence

from pipeline.demo.geography import areas, authorities
from pipeline.demo.lait_measures import ks4_mean
from pipeline.demo.layouts import FLAT
from pipeline.demo.number_text import as_float, percent
from pipeline.demo.packing import csv_bytes, csv_line, gzip_bytes
from pipeline.demo.results import SEXES, WITHOUT_TESTS
from pipeline.demo.school_census import NONE, PLAN, SUPPORT
from pipeline.demo.world import World, added

KS2_FILE = "ks2_rwm_by_sen_la.csv"
KS4_FILE = "ks4_a8_p8_by_sen_la_2019_2024.csv.gz"
_VERSIONS = {2020: "Revised", 2021: "Revised", 2024: "Provisional"}
_STATUS_FROM = 2020
Row = tuple[str, str, str, Sequence[str]]


def write_attainment(world: World) -> Mapping[str, bytes]:
    """The two files of results."""
    ks2, ks4 = FLAT[KS2_FILE], FLAT[KS4_FILE]
    ks4_content = csv_bytes(ks4.columns, _ks4_lines(world), bom=ks4.bom, newline=ks4.newline)
    return {
        KS2_FILE: csv_bytes(ks2.columns, _ks2_lines(world), bom=ks2.bom, newline=ks2.newline),
        KS4_FILE: gzip_bytes(ks4_content),
    }


def _ks2_lines(world: World) -> Iterator[str]:
    characteristics = (
        ("All SEN", (PLAN, SUPPORT)),
        ("EHC plan", (PLAN,)),
        ("No SEN", (NONE,)),
        ("SEN support", (SUPPORT,)),
    )
    for year in (2019, 2022, 2023):
        period, label = f"{year - 1}{year % 100}", f"{year - 1}/{year % 100}"
        for area in areas(year + 1):
            counts = added(world.results["ks2"], area, year)
            region = area.region.name if area.region else ""
            name = area.authority.name if area.authority else ""
            for characteristic, groups in characteristics:
                met, eligible = (
                    sum(counts[what, group] for group in groups) for what in ("met", "eligible")
                )
                cells = [percent(met, eligible, 0), str(met), str(eligible)]
                share = as_float(met, eligible, 2)
                yield csv_line(
                    [period, area.level, region, name, characteristic, *cells, share, label]
                )


def _ks4_lines(world: World) -> Iterator[str]:
    """Local authorities only, by nine-character code only."""
    provisions = (("No SEN", (NONE,)), ("SEN State EHC", (PLAN,)), ("SEN Supp", (SUPPORT,)))
    statuses = (("Any SEN", (PLAN, SUPPORT)), ("No identified SEN", (NONE,)))
    for year in range(2024, 2018, -1):
        rows: list[Row] = [("SEN provision", "Total", name, groups) for name, groups in provisions]
        if year >= _STATUS_FROM:
            rows += [("SEN status", name, "Total", groups) for name, groups in statuses]
        for area in authorities(year + 1):
            counts = added(world.results["ks4"], area, year)
            code = area.authority.gss_code_in(year + 1) if area.authority else ""
            start = f"{code},{year - 1}{year % 100},Academic year,Local authority,"
            start += f"{_VERSIONS.get(year, 'Final')},0,0,State-funded schools (LA)"
            for sex, sexes in (("Boys", SEXES[:1]), ("Girls", SEXES[1:]), ("Total", SEXES)):
                for breakdown, status, provision, groups in rows:
                    middle = f"{sex},{breakdown},Total,Total,{status},{provision},Total,Total"
                    points = ks4_mean(counts, "points", groups, sexes) / 10
                    progress = ks4_mean(counts, "progress", groups, sexes) / 100
                    yield f"{start},{middle},avg_att8,{points}"
                    shown = "" if year in WITHOUT_TESTS else str(progress)
                    yield f"{start},{middle},avg_p8score,{shown}"
