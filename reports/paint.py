"""Lines of styled text as a string, with ANSI colours or without."""

from __future__ import annotations

from collections.abc import Iterable
from io import StringIO
from typing import TYPE_CHECKING

from reports.layout import Line

if TYPE_CHECKING:
    from rich.console import Console

    from reports import Options


def paint(lines: Iterable[Line], options: Options) -> str:
    """The lines, each ended by a newline; nothing of the environment decides how they look."""
    if not options.color:
        return "".join(line.plain.rstrip(" ") + "\n" for line in lines)
    from rich.text import Text

    stream = StringIO()
    colored(stream, options.width).print(Text("\n").join(lines), soft_wrap=True)
    return stream.getvalue()


def colored(stream: StringIO, width: int, *, record: bool = False) -> Console:
    """A console of the sixteen colours that every terminal theme sets to its own taste."""
    from rich.console import Console

    return Console(
        file=stream,
        width=max(20, width),
        record=record,
        force_terminal=True,
        color_system="standard",
        no_color=False,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
        _environ={},
    )
