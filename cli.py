"""The `jsna` command: reads the command line, calls one stage, turns errors into exit codes."""

import sys
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from pipeline.errors import ConfigError, InputError, JsnaError

# Imports that take time stand inside the commands: `jsna --help` answers at once.

STOPPED = 130  # what a shell gives for Ctrl-C


class OneLineErrors(TyperGroup):
    """Commands whose mistakes are one line on standard error; a bug keeps its traceback."""

    def main(self, *args: Any, **options: Any) -> Any:
        """Run the command line and leave with its exit code."""
        code, line = 0, ""
        options["standalone_mode"] = False  # so that what goes wrong comes here
        try:
            code = super().main(*args, **options) or 0
        except JsnaError as error:
            code, line = error.exit_code, str(error)
        except typer.TyperException as error:
            code, line = error.exit_code, " ".join(error.format_message().split())
        if code == STOPPED:
            line = "stopped"
        if line:
            typer.echo(f"jsna: {line}", err=True)
        sys.exit(code)


app = typer.Typer(
    cls=OneLineErrors,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

AreaDir = Annotated[
    Path | None,
    typer.Argument(
        metavar="[AREA_DIR]", help="The folder that holds jsna.toml.  [default: this folder]"
    ),
]
AreaCode = Annotated[
    str | None, typer.Option("--area", metavar="CODE", help="Three-digit code of the LA.")
]
Published = Annotated[
    list[Path] | None,
    typer.Option("--published", metavar="DIR", help="Published data; may be given again."),
]
Out = Annotated[
    Path | None,
    typer.Option("--out", metavar="DIR", help="Where build/ and site/ go.  [default: AREA_DIR]"),
]


def _print_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        typer.echo(f"jsna {version('jsna')}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def jsna(
    context: typer.Context,
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version."
        ),
    ] = False,
) -> None:
    """Build a SEND Joint Strategic Needs Assessment from published data and own extracts."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


@app.command()
def build(
    area_dir: AreaDir = None,
    area: AreaCode = None,
    published: Published = None,
    out: Out = None,
) -> None:
    """Build the website; the last line is the path of its first page.

    Without AREA_DIR, --area, --published and jsna.toml, a demonstration is built in jsna-demo/.

    Example: jsna build --area 815 --published downloads --out 2026
    """
    from pipeline.settings import FILE_NAME, load_settings

    here = Path.cwd()
    if not (area_dir or area or published or (here / FILE_NAME).exists()):
        _build_demonstration((out or here) / "jsna-demo")
        return
    settings = load_settings(area_dir or here, area=area, published=published, out=out)

    from pipeline.build import build as build_site
    from pipeline.progress import Terminal

    with Terminal() as progress:
        page = build_site(settings, progress)
    typer.echo(page)


def _build_demonstration(folder: Path) -> None:
    from pipeline.build import demo_build
    from pipeline.progress import Terminal

    typer.echo("There is no jsna.toml here: building a demonstration, made-up data.", err=True)
    with Terminal() as progress:
        page = demo_build(folder, progress)
    typer.echo(page)


@app.command()
def check(
    area_dir: AreaDir = None,
    area: AreaCode = None,
    published: Published = None,
    out: Out = None,
) -> None:
    """Load and judge the data; publish nothing.

    Example: jsna check my-area
    """
    from pipeline.settings import load_settings

    settings = load_settings(area_dir or Path.cwd(), area=area, published=published, out=out)

    from pipeline.build import check as check_data
    from pipeline.progress import Terminal

    with Terminal() as progress:
        checked = check_data(settings, progress)
    if checked.rules:
        from rich.console import Console

        from pipeline.issues import summary

        Console().print(summary(checked.rules))
    typer.echo("The data can be built: nothing critical was found.")
    if checked.issues:
        typer.echo(f"Every row that breaks a rule is in {checked.issues}")


@app.command()
def inspect(
    path: Annotated[Path, typer.Argument(help="A file, a zip file or a folder.")],
) -> None:
    """Say what each file was taken for, and which columns it lacks.

    Example: jsna inspect downloads
    """
    import tempfile

    from pipeline.extract import RECOGNISED
    from pipeline.extract import inspect as inspect_files
    from pipeline.progress import Terminal
    from pipeline.project import project_dir
    from pipeline.sources import load_registry

    registry = load_registry(project_dir())
    with tempfile.TemporaryDirectory(prefix="jsna-") as scratch, Terminal() as progress:
        found = inspect_files(path, registry, progress, Path(scratch))
    for item in found:
        typer.echo(f"{item.label}: {item.status}")
        for what, value in vars(item).items():
            if value not in (None, ()) and what not in ("file_name", "member_name", "status"):
                shown = ", ".join(value) if isinstance(value, tuple) else value
                typer.echo(f"    {what.replace('_', ' ')}: {shown}")
    if all(item.status != RECOGNISED for item in found):
        raise InputError("no file there is a table that jsna knows", file=path)


@app.command()
def init(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make.")],
    area: Annotated[str, typer.Option("--area", metavar="CODE", help="Three-digit LA code.")],
) -> None:
    """Make a new area folder, with comments in its jsna.toml.

    Example: jsna init york --area 816
    """
    from pipeline.settings import write_settings_template

    typer.echo(write_settings_template(folder, area))


@app.command()
def demo(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to make.")],
    pupils: Annotated[
        int, typer.Option("--pupils", metavar="N", help="Pupils in the council's schools.")
    ] = 84_500,
    years: Annotated[
        int, typer.Option("--years", metavar="N", help="Years of the council's own records.")
    ] = 3,
    sen2_form: Annotated[
        str, typer.Option("--sen2-form", metavar="FORM", help="blade, xml or template.")
    ] = "blade",
) -> None:
    """Write a demonstration area of made-up data, ready to build.

    Example: jsna demo try-it --pupils 2000
    """
    from pipeline.demo import Extracts, write_demo_area
    from pipeline.progress import Terminal

    extracts = Extracts(pupils, years, sen2_form)
    with Terminal() as progress:
        write_demo_area(folder, extracts, progress)
    typer.echo(folder)


@app.command()
def indicators(
    indicator_id: Annotated[
        str | None, typer.Argument(metavar="[ID]", help="One indicator.  [default: all]")
    ] = None,
) -> None:
    """List the indicators, or show one with its definition.

    Example: jsna indicators ehc_plans_maintained
    """
    from difflib import get_close_matches

    from pipeline.catalogue import load_catalogue

    known = {item.indicator_id: item for item in load_catalogue()}
    if indicator_id is None:
        for item in known.values():
            typer.echo(f"{item.indicator_id}: {item.title}")
        return
    if indicator_id not in known:
        close = get_close_matches(indicator_id, known, n=1)
        remedy = f"did you mean `{close[0]}`?" if close else "`jsna indicators` lists them"
        raise ConfigError(f"there is no indicator `{indicator_id}`", remedy=remedy)
    from pipeline.catalogue_text import describe

    typer.echo(describe(known[indicator_id]))
