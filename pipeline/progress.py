"""How a long run tells what it is doing."""

from __future__ import annotations

import time
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self

if TYPE_CHECKING:
    from rich.console import Console


class Progress(Protocol):
    """What the stages call; the command line shows it, tests stay silent."""

    def stage(self, name: str) -> None:
        """A stage begins."""

    def note(self, text: str) -> None:
        """What the stage is working on now."""

    def tell(self, text: str) -> None:
        """A result that the user wants to see, and that is no reason to do anything."""

    def warn(self, text: str) -> None:
        """Something the user should know, though the run goes on."""


class Silent:
    """Progress that shows nothing."""

    def stage(self, name: str) -> None:
        """Show nothing."""

    def note(self, text: str) -> None:
        """Show nothing."""

    def tell(self, text: str) -> None:
        """Show nothing."""

    def warn(self, text: str) -> None:
        """Show nothing."""


class Terminal:
    """Progress on standard error: stages with their seconds; without one, lines that stay."""

    def __init__(self, console: Console | None = None) -> None:
        """Show on `console`, or on standard error."""
        from rich.console import Console  # here, so that stages need not wait for it

        self._console = console or Console(stderr=True, markup=False, highlight=False)
        self._status = self._console.status("")
        self._stage = ""
        self._started = 0.0

    def __enter__(self) -> Self:
        """Begin to show."""
        if self._console.is_terminal:
            self._status.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Show the last stage's seconds, unless it failed, and leave the terminal as it was."""
        if error is None:
            self._finish()
        self._status.stop()

    def stage(self, name: str) -> None:
        """A stage begins: the one before it is done."""
        self._finish()
        self._stage, self._started = name, time.monotonic()
        self._show(name)

    def note(self, text: str) -> None:
        """Show what the stage is working on, in place of the last note."""
        self._show(f"{self._stage}: {text}")

    def tell(self, text: str) -> None:
        """Show a line that stays, terminal or not."""
        self._console.print(text, soft_wrap=True)

    def warn(self, text: str) -> None:
        """Show a line that stays, terminal or not."""
        self._console.print(f"warning: {text}", soft_wrap=True)

    def _show(self, text: str) -> None:
        from rich.text import Text  # as text: a note may hold [x], which rich reads as a colour

        self._status.update(Text(text))

    def _finish(self) -> None:
        if self._stage and self._console.is_terminal:
            seconds = time.monotonic() - self._started
            self._console.print(f"{self._stage:<52}{seconds:6.1f} s")
        self._stage = ""
