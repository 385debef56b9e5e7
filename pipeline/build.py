"""The run order of a build; it reads like the picture in docs/architecture.md."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from itertools import groupby
from pathlib import Path

from pipeline.errors import (
    ConfigError,
    DisclosureError,
    InputError,
    PublishError,
    ReportError,
    as_jsna_error,
)
from pipeline.extract import NOT_RECOGNISED, Inspection, area_is_known, extract, with_mappings
from pipeline.issues import FILE_NAME, RuleCount, has_own_records, remove_issues, write_issues
from pipeline.progress import Progress, Silent
from pipeline.project import project_dir
from pipeline.settings import Settings, load_settings
from pipeline.sources import Registry, load_registry
from pipeline.validate import Finding, Judge, raise_if_critical

_VERSIONED = ("jsna", "duckdb", "dbt-core", "dbt-duckdb", "great-expectations", "plotly", "jinja2")


def build(settings: Settings, progress: Progress) -> Path:
    """Everything, from the files to the finished site; the path of its index.html.

    A JsnaError leaves the site that was there before untouched.
    """
    from pipeline.disclose.rules import rules_of

    rules_of(settings)  # what contradicts itself stops before minutes of work
    warehouse = settings.build_dir / "warehouse.duckdb"
    published = settings.build_dir / "published.duckdb"
    with Judge.start() as judge:
        found, findings = _extract_and_judge(settings, warehouse, judge, progress)
        progress.stage("transform: dbt makes the indicators")
        _transform(warehouse, settings)
        _tell_issues(_list_issues(warehouse, settings), settings, progress)
        progress.stage("validate: judging the indicators")
        findings += _judge(judge, warehouse, ["indicator_values"], progress)
    progress.stage("disclose: writing what may be published")
    _disclose(warehouse, published, settings, findings, progress)
    _tell_other_neighbours(published, settings, progress)
    progress.stage("render: making the pages")
    staged = _render(published, settings)
    progress.stage("search: looking for hidden values in every file")
    _search(staged, warehouse, published)
    progress.stage("publish: checking the pages and putting them in place")
    return _publish(staged, settings, _inputs(published))


@dataclass(frozen=True)
class Checked:
    """What `check` found: the rules that rows break, and the list of those rows, if any is kept."""

    findings: tuple[Finding, ...]
    rules: tuple[RuleCount, ...]
    issues: Path | None


def check(settings: Settings, progress: Progress) -> Checked:
    """Load and judge the files, and publish nothing.

    Rows of the council's own records that break a rule are listed and counted; they stop nothing.
    """
    warehouse = settings.build_dir / "warehouse.duckdb"
    with Judge.start() as judge:
        findings = tuple(_extract_and_judge(settings, warehouse, judge, progress)[1])
    if not has_own_records(warehouse):
        remove_issues(settings.build_dir / FILE_NAME)
        return Checked(findings, (), None)
    from pipeline.transform import run_rules

    progress.stage("rules: holding every row of your own records against them")
    run_rules(warehouse, project_dir(), settings)
    return Checked(findings, _list_issues(warehouse, settings), settings.build_dir / FILE_NAME)


def make_indicators(settings: Settings, progress: Progress) -> Path:
    """Load the files and make the one table, unjudged; the warehouse that holds it."""
    warehouse = settings.build_dir / "warehouse.duckdb"
    _extract(settings, warehouse, progress)
    progress.stage("transform: dbt makes the indicators")
    _transform(warehouse, settings)
    return warehouse


def demo_build(folder: Path, progress: Progress | None = None) -> Path:
    """Write the demonstration area into `folder`, unless it is there, and build it."""
    from pipeline.demo import Extracts, write_demo_area

    if not (folder / "jsna.toml").exists():
        write_demo_area(folder, Extracts(), progress)
    settings = load_settings(folder)
    if not settings.is_demonstration:
        raise ConfigError(
            f"{folder} is there, but is no demonstration",
            remedy="go to another folder, or give AREA_DIR",
        )
    return build(settings, progress or Silent())


def _extract(settings: Settings, warehouse: Path, progress: Progress) -> list[Inspection]:
    from pipeline.transform import read_ahead

    if not settings.roots:
        raise InputError(
            f"there is no published data for {settings.la_code}",
            remedy="put the downloads into published/, or give --published DIR",
        )
    registry = with_mappings(load_registry(project_dir()), settings.mappings_dir)
    progress.stage("extract: reading the files")
    with read_ahead(warehouse, project_dir(), settings):
        found = extract(settings.roots, warehouse, registry, progress, key_file=settings.key_file)
    _tell_unrecognised(found, progress)
    _stop_for_unknown_area(settings, warehouse, registry)
    return found


def _extract_and_judge(
    settings: Settings, warehouse: Path, judge: Judge, progress: Progress
) -> tuple[list[Inspection], list[Finding]]:
    found = _extract(settings, warehouse, progress)
    progress.stage("validate: judging what arrived")
    return found, _judge(judge, warehouse, _sources_with_suites(found), progress)


def _sources_with_suites(found: Sequence[Inspection]) -> list[str]:
    folder = project_dir() / "expectations"
    sources = {item.source_name for item in found if item.source_name and item.row_count}
    return sorted(name for name in sources if (folder / f"{name}.yml").is_file())


def _tell_unrecognised(found: Sequence[Inspection], progress: Progress) -> None:
    for item in found:
        if item.status != NOT_RECOGNISED:
            continue
        nearest = (
            f"; nearest is {item.closest}, it lacks {', '.join(item.missing_columns[:4])}"
            if item.closest and item.missing_columns
            else ""
        )
        why = f": {item.note}" if item.note else nearest
        progress.warn(f"{item.label} is not recognised and not used{why}")


def _stop_for_unknown_area(settings: Settings, warehouse: Path, registry: Registry) -> None:
    if not area_is_known(warehouse, registry, settings.la_code):
        raise ConfigError(
            f"no file knows a local authority with the code {settings.la_code}",
            remedy="check the three-digit code, and that a file with LA codes is there",
        )


def _judge(
    judge: Judge, warehouse: Path, suites: Sequence[str], progress: Progress
) -> list[Finding]:
    findings = judge.run(warehouse, suites)
    raise_if_critical(findings)
    failed = [finding for finding in findings if not finding.success]
    for (table, why), same in groupby(failed, key=lambda finding: (finding.table, finding.why)):
        periods = [finding.period for finding in same if finding.period]
        at = f" ({', '.join(periods)})" if periods else ""
        progress.warn(f"{table}{at}: not as expected: {why}; the quality page counts the rows")
    return findings


def _transform(warehouse: Path, settings: Settings) -> None:
    from pipeline.transform import transform

    transform(warehouse, project_dir(), settings)


def _list_issues(warehouse: Path, settings: Settings) -> tuple[RuleCount, ...]:
    file = settings.build_dir / FILE_NAME
    if has_own_records(warehouse):
        return write_issues(warehouse, file)
    remove_issues(file)
    return ()


def _tell_issues(rules: Sequence[RuleCount], settings: Settings, progress: Progress) -> None:
    if rules:
        rows = sum(rule.rows for rule in rules)
        file = settings.build_dir / FILE_NAME
        progress.warn(f"{rows:,} times a row of your own records breaks a rule: {file} lists them")


def _disclose(
    warehouse: Path,
    published: Path,
    settings: Settings,
    findings: Sequence[Finding],
    progress: Progress,
) -> None:
    from pipeline.disclose import write_published

    protected = write_published(warehouse, published, settings, findings)
    if protected.figures:
        progress.tell(
            f"{protected.hidden:,} of {protected.figures:,} figures from your own records are "
            "hidden, and none can be worked out by the attackers that were tried: disclosure.html"
        )


def _tell_other_neighbours(published: Path, settings: Settings, progress: Progress) -> None:
    import duckdb

    with duckdb.connect(str(published), read_only=True) as con:
        [(used,)] = con.execute("select neighbour_set from build").fetchall()
    if used is None:
        progress.warn("no file gives the area's statistical neighbours: none are compared")
    elif used != settings.neighbours:
        progress.warn(f"the neighbours `{settings.neighbours}` are in no file: `{used}` are used")


def _render(published: Path, settings: Settings) -> Path:
    from reports.render import render_site

    # Beside the site, so that putting it in place is a rename on one disk.
    staged = settings.site_dir.with_name(".site-being-made")
    with as_jsna_error(ReportError, "the pages cannot be written"):
        shutil.rmtree(staged, ignore_errors=True)
        staged.mkdir(parents=True)
        render_site(published, staged)
    return staged


def _search(staged: Path, warehouse: Path, published: Path) -> None:
    from pipeline.second_net import search_site, stop_for_leaks

    try:
        with as_jsna_error(DisclosureError, "the new site cannot be searched"):
            stop_for_leaks(search_site(staged, warehouse, published))
    except BaseException:
        shutil.rmtree(staged, ignore_errors=True)  # what it holds must not lie about
        raise


def _inputs(published: Path) -> dict[str, str]:
    import duckdb

    with duckdb.connect(str(published), read_only=True) as con:
        rows = con.execute(
            "select file_name, member_name, sha256 from sources where sha256 is not null"
        ).fetchall()
    return {f"{file} > {member}" if member else file: sha256 for file, member, sha256 in rows}


def _publish(staged: Path, settings: Settings, inputs: dict[str, str]) -> Path:
    from pipeline.publish import publish, write_manifest

    try:
        write_manifest(staged, inputs, {name: version(name) for name in _VERSIONED}, settings)
        publish(staged, settings.site_dir)
    finally:
        with as_jsna_error(PublishError, "the unfinished pages cannot be removed"):
            shutil.rmtree(staged, ignore_errors=True)
    return settings.site_dir / "index.html"
