"""Put the finished site in place: checked first, then swapped in one step."""

from __future__ import annotations

import hashlib
import json
import os
import posixpath
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from pipeline.errors import PublishError, as_jsna_error
from pipeline.settings import Settings

MANIFEST = "manifest.json"
FIRST_PAGE = "index.html"
_PATH_SETTINGS = {"area_dir", "out_dir", "published", "inbox"}
_LINK_ATTRIBUTES = {"href", "xlink:href", "src", "data", "poster", "srcset"}


def write_manifest(
    staged: Path, inputs: Mapping[str, str], versions: Mapping[str, str], settings: Settings
) -> None:
    """Write `manifest.json`: the sha256 of every output and input, the versions and the settings.

    `inputs` gives the sha256 of each file read, by its name. The same inputs give the same bytes.
    """
    manifest = {
        "inputs": dict(inputs),
        "outputs": {name: _sha256(staged / name) for name in _files(staged)},
        "settings": {
            key: value for key, value in asdict(settings).items() if key not in _PATH_SETTINGS
        },
        "versions": dict(versions),
    }
    text = json.dumps(manifest, sort_keys=True, indent=2, ensure_ascii=False)
    with as_jsna_error(PublishError, "cannot write the manifest"):
        (staged / MANIFEST).write_text(f"{text}\n", encoding="utf-8", newline="\n")


def publish(staged: Path, site: Path) -> None:
    """Put the staged folder in place of the site; if anything is wrong, the last site stays."""
    with as_jsna_error(PublishError, "cannot read the pages that were made"):
        verify(staged)
    site = site.resolve()  # where the site is a link, what it leads to is replaced
    _put_back_after_a_crash(site)
    if site.exists() and any(site.iterdir()) and not (site / MANIFEST).is_file():
        raise PublishError(
            "there is a folder that jsna did not make", file=site, remedy="choose another --out"
        )
    _swap(staged, site)


def verify(staged: Path) -> None:
    """Stop with PublishError unless the folder is exactly what its manifest says, links and all."""
    files = set(_files(staged))
    if FIRST_PAGE not in files:
        raise PublishError(f"{FIRST_PAGE} is missing", file=staged)
    outputs = _read_manifest(staged)
    for name in sorted(files ^ set(outputs)):
        found = "is not in the manifest" if name in files else "is missing"
        raise PublishError(f"{name} {found}", file=staged, remedy="build again")
    for name, sha256 in outputs.items():
        if _sha256(staged / name) != sha256:
            raise PublishError(f"{name} was changed after it was made", remedy="build again")
    _check_links(staged, files | {MANIFEST})


def _read_manifest(staged: Path) -> dict[str, str]:
    try:
        outputs = json.loads((staged / MANIFEST).read_text(encoding="utf-8"))["outputs"]
    except (FileNotFoundError, ValueError, KeyError, TypeError) as error:
        raise PublishError(f"{MANIFEST} is missing or damaged", file=staged) from error
    return dict(outputs)


def _files(folder: Path) -> list[str]:
    """Give every file below the folder but the manifest, as relative paths in a fixed order."""
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return sorted(name for name in found if name != MANIFEST)


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


class _Page(HTMLParser):
    """The links and the anchors of one page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.anchors = {"", "top"}
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what the tag points to, and what may be pointed to in it."""
        for name, value in attrs:
            if value is None:
                continue
            if name == "id" or (name == "name" and tag == "a"):
                self.anchors.add(value)
            elif name == "srcset":
                self.links += [part.split()[0] for part in value.split(",") if part.strip()]
            elif name in _LINK_ATTRIBUTES:
                self.links.append(value)


def _check_links(staged: Path, files: set[str]) -> None:
    pages = {
        name: _Page((staged / name).read_text(encoding="utf-8"))
        for name in sorted(files)
        if name.endswith(".html")
    }
    for name, page in pages.items():
        for target, anchor, link in _inside(name, page.links):
            if target not in files:
                raise PublishError(f"the link `{link}` leads nowhere", file=name)
            if target in pages and anchor not in pages[target].anchors:
                raise PublishError(f"the link `{link}` leads to no part of {target}", file=name)


def _inside(name: str, links: list[str]) -> Iterator[tuple[str, str, str]]:
    """Give file, anchor and text of each link that stays within the site."""
    for link in links:
        parts = urlsplit(link.strip())
        if parts.scheme or parts.netloc:
            continue
        target = name
        if parts.path:
            target = posixpath.normpath(
                posixpath.join(posixpath.dirname(name), unquote(parts.path))
            )
            if parts.path.endswith(("/", "/.", "..")) or parts.path == ".":
                target = posixpath.normpath(posixpath.join(target, FIRST_PAGE))
        yield target, unquote(parts.fragment), link


def _old_sites(site: Path) -> list[Path]:
    """Give what earlier runs moved out of the way, the oldest first."""
    found = [path for path in site.parent.glob(f"{site.name}.old.*") if path.suffix[1:].isdigit()]
    return sorted(found, key=lambda path: int(path.suffix[1:]))


def _put_back_after_a_crash(site: Path) -> None:
    """Undo the first half of a swap whose second half never came, such as after a power cut."""
    old = _old_sites(site)
    if old and not site.exists():
        with as_jsna_error(PublishError, "cannot put back the last site"):
            os.replace(old[-1], site)


def _swap(staged: Path, site: Path) -> None:
    leftovers = _old_sites(site)
    number = int(leftovers[-1].suffix[1:]) + 1 if leftovers else 1
    old = site.with_name(f"{site.name}.old.{number}")
    try:
        site.parent.mkdir(parents=True, exist_ok=True)
        if site.exists():
            os.replace(site, old)
        try:
            os.replace(staged, site)
        except BaseException:  # Ctrl-C as well: a site must be there whatever happens
            if old.exists():
                os.replace(old, site)
            raise
    except PermissionError as error:
        raise PublishError(
            "cannot replace the site: a file in it is open, or may not be changed",
            file=site,
            remedy="close the browser, spreadsheet or window that shows it, and build again",
        ) from error
    except OSError as error:
        with as_jsna_error(PublishError, "cannot replace the site"):
            raise error
    for folder in (*leftovers, old):
        shutil.rmtree(folder, ignore_errors=True)  # what is still open is removed next time
