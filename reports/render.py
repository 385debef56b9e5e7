"""Makes the site: published.duckdb in, a folder of static pages out."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from pipeline.errors import ReportError, as_jsna_error
from reports.assets import style_guards, write_assets
from reports.chapters import Outline, read_outline
from reports.context import open_published, read_report
from reports.disclosure import as_json
from reports.downloads import Download, write_csv, write_tables
from reports.explore import settings
from reports.headlines import headlines, links_of
from reports.methods import FOLDER as METHODS
from reports.methods import method_pages
from reports.model import OWN, Report
from reports.pages import (
    ChapterPage,
    area_notes,
    chapter_pages,
    links,
    terms_on,
)
from reports.projection_tables import NARROW_RANGE
from reports.quality import quality
from reports.sentences.certainty import LUCK
from reports.words import CONFIDENCE, SYMBOLS, Number, count, listed, slug, symbol, unit_words

HERE = Path(__file__).resolve().parent
ABBREVIATIONS = "<!-- abbreviations -->"


@dataclass(frozen=True)
class _Site:
    """What every page needs."""

    report: Report
    outline: Outline
    chapters: tuple[ChapterPage, ...]
    environment: Environment
    folder: Path

    def write(self, name: str, template: str, **given: Any) -> None:
        """Write one page, its abbreviations spelled out where it begins."""
        root = "../" * name.count("/")
        page = self.environment.get_template(template).render(here=name, root=root, **given)
        has_glossary = 'id="glossary"' in page
        terms = () if has_glossary else terms_on(page, self.outline.glossary)
        spelled = self.environment.get_template("_abbreviations.html.jinja").render(terms=terms)
        (self.folder / name).write_text(
            page.replace(ABBREVIATIONS, spelled.strip()), encoding="utf-8", newline="\n"
        )


def render_site(published: Path, site: Path) -> None:
    """Write the whole site into `site`, an empty folder; the same data gives the same bytes."""
    report = read_report(published)
    with as_jsna_error(ReportError, "cannot write the site"):
        _prepare(site)
        outline = read_outline()
        chapters = chapter_pages(report, outline)
        _refuse_doubles(chapters)
        made = _Site(report, outline, chapters, _environment(report, outline, chapters), site)
        downloads = _write_data(published, made)
        _write_assets(made)
        _write_pages(made, downloads)


def _prepare(site: Path) -> None:
    site.mkdir(parents=True, exist_ok=True)
    if any(site.iterdir()):
        raise ReportError("the folder for the site is not empty", file=site, remedy="empty it")
    (site / "assets").mkdir()
    (site / "data").mkdir()
    (site / METHODS).mkdir()


def _refuse_doubles(chapters: tuple[ChapterPage, ...]) -> None:
    seen: set[str] = set()
    for figure in (figure for page in chapters for figure in page.figures):
        if figure.figure_id in seen:
            raise ReportError(f"two figures are called `{figure.figure_id}`")
        seen.add(figure.figure_id)


def _environment(
    report: Report, outline: Outline, chapters: tuple[ChapterPage, ...]
) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.update(
        report=report,
        build=report.build,
        area_notes=area_notes(report),
        pages=links(chapters),
        chapters=chapters,
        number=_number,
        style_guards=style_guards(),
        explore_settings=settings(),
        luck=LUCK,
        range_words=(CONFIDENCE, NARROW_RANGE),
        has_own_records=any(name.endswith(OWN) for name in report.values),
        print_title=_css_text(f"{report.build.area_name}: SEND JSNA {report.build.edition or ''}"),
    )
    environment.filters.update(
        anchor=slug, listed=listed, raw=Markup, symbol=symbol, unit_words=unit_words
    )
    environment.tests["web_address"] = lambda text: text.startswith(("https://", "http://"))
    return environment


def _css_text(text: str) -> Markup:
    """Give the text as a string of a style sheet."""
    safe = "".join(c if c.isalnum() or c in " :,.-" else f"\\{ord(c):x} " for c in text.strip())
    return Markup(f'"{safe}"')


def _number(value: float | Number | None) -> Number | str:
    """Give a number for a page: the one way in which a template writes digits."""
    if value is None:
        return ""
    return value if isinstance(value, Number) else count(value)


def _write_data(published: Path, site: _Site) -> Mapping[str, tuple[Download, ...]]:
    folder = site.folder / "data"
    with open_published(published) as connection:
        tables = write_tables(connection, folder)
    figures = [
        Download(
            figure.csv_name,
            figure.table.caption,
            write_csv(folder / figure.csv_name, figure.table.csv_rows()),
        )
        for page in site.chapters
        for figure in page.figures
    ]
    return {"tables": tuple(tables), "figures": tuple(figures)}


def _write_assets(site: _Site) -> None:
    assets = site.folder / "assets"
    write_assets(assets)
    style = site.environment.get_template("print.css.jinja").render()
    (assets / "print.css").write_text(style, encoding="utf-8", newline="\n")


def _write_pages(site: _Site, downloads: Mapping[str, tuple[Download, ...]]) -> None:
    by_page = {page.chapter.href: page.figures for page in site.chapters}
    linked = links_of(by_page)
    told = headlines(site.report, site.outline.headlines, linked)
    measures = method_pages(site.report, site.outline, linked)
    site.write("index.html", "index.html.jinja", headlines=told)
    for page in site.chapters:
        site.write(page.chapter.href, "chapter.html.jinja", page=page)
    site.write("quality.html", "quality.html.jinja", quality=quality(site.report, site.outline))
    _write_disclosure(site)
    site.write(
        "methods.html",
        "methods.html.jinja",
        catalogue=[
            (chapter, list(group)) for chapter, group in groupby(measures, lambda m: m.chapter)
        ],
        glossary=site.outline.glossary,
        symbols=SYMBOLS,
    )
    for measure in measures:
        site.write(measure.href, "method.html.jinja", page=measure)
    site.write("data.html", "data.html.jinja", downloads=downloads)


def _write_disclosure(site: _Site) -> None:
    build, found = site.report.build, site.report.disclosure
    site.write("disclosure.html", "disclosure.html.jinja", disclosure=found)
    area = {"code": build.la_code, "name": build.area_name, "edition": build.edition}
    (site.folder / "disclosure.json").write_text(
        as_json(found, area), encoding="utf-8", newline="\n"
    )
