"""The options that several commands share, and the task that they make."""

from __future__ import annotations

import os
import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from audit.errors import speaking

if TYPE_CHECKING:
    from audit.run import Task


class FailOn(StrEnum):
    """The severities; here too, so that the command line need not load the rules' models to be parsed."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Color(StrEnum):
    """When to colour."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


class Lang(StrEnum):
    """Languages of messages."""

    ZH = "zh"
    EN = "en"


Paths = Annotated[
    list[str] | None,
    typer.Argument(metavar="[PATH]...", help="Files, folders, JSON Lines files, or - for standard input."),
]
Format = Annotated[
    list[str] | None,
    typer.Option(
        "--output-format", metavar="FORMAT", help="Format of the report; may be repeated, each with its file."
    ),
]
File = Annotated[
    list[str] | None,
    typer.Option("--output-file", metavar="FILE", help="Write the format named before it to FILE."),
]
Exclude = Annotated[
    list[str] | None,
    typer.Option("--exclude", metavar="PATTERN", help="Leave out what matches; may be repeated."),
]
ForceExclude = Annotated[bool, typer.Option("--force-exclude", help="Exclude files that are named, too.")]
StdinFilename = Annotated[
    str | None, typer.Option("--stdin-filename", metavar="NAME", help="The path that - goes by.")
]
Config = Annotated[
    str | None,
    typer.Option("--config", metavar="FILE", help="Use this configuration instead of the nearest."),
]
ColorOption = Annotated[Color, typer.Option("--color", help="When to colour; NO_COLOR and FORCE_COLOR hold.")]
LangOption = Annotated[Lang | None, typer.Option("--lang", help="Language of messages [default: zh].")]
NoCache = Annotated[bool, typer.Option("--no-cache", help="Read every document anew.")]
Jobs = Annotated[
    int | None,
    typer.Option("--jobs", metavar="N", min=1, help="Processes to use at most [default: one a core]."),
]
BaselineFile = Annotated[
    str | None,
    typer.Option("--baseline", metavar="FILE", help="Leave out the findings that FILE lists as known."),
]


def cores() -> int:
    """The cores that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1


def task_of(
    paths: list[str] | None,
    exclude: list[str] | None,
    force_exclude: bool,
    stdin_filename: str | None,
    config: str | None,
    lang: Lang | None,
    against: list[str] | None = None,
    baseline: str | None = None,
    diff_base: str | None = None,
) -> Task:
    """The task of a command line, with the configuration that holds; sets the language of messages."""
    from pathlib import Path

    from audit.config import load
    from audit.configfile import find
    from audit.corpus import STDIN, common_root
    from audit.run import Task

    names = tuple(paths or (".",))
    file = Path(config) if config is not None else find(common_root(names, stdin_filename))
    settings = load(file)
    if lang is not None:
        settings = settings.model_copy(update={"language": lang.value})
    speaking.set(settings.language)
    return Task(
        paths=names,
        settings=settings,
        against=None if against is None else tuple(against),
        exclude=tuple(exclude or ()),
        force_exclude=force_exclude,
        stdin=sys.stdin.buffer.read() if STDIN in names else None,
        stdin_filename=stdin_filename,
        baseline=baseline,
        diff_base=diff_base,
    )
