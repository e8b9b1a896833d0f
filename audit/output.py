"""Where a report goes: which formats, to which files, in which encoding, with or without colour."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from audit.errors import AuditError, nearest
from reports import TABLES, Options
from rules.wording import Language

if TYPE_CHECKING:
    from reports.model import AuditReport

HUMAN = frozenset({"terminal", "concise", "text"})
"""Formats in the terminal's encoding; all others are UTF-8 wherever they go."""


@dataclass(frozen=True, slots=True)
class Output:
    """One rendering of a report."""

    format: str
    """Name of the renderer."""
    file: str | None
    """The file it goes to; None for standard output."""


def chosen(args: Sequence[str], known: Mapping[str, str], default: str) -> tuple[Output, ...]:
    """The outputs that a command line asks for: an --output-file takes the format named last before it.

    A file before any format takes the format of its ending, else the one that follows it.
    """
    found: list[Output] = []
    pending: str | None = None
    waiting: str | None = None
    for option, value in _options(args):
        if option == "--output-format":
            if value not in known:
                raise AuditError("unknown_format", given=value, hint=nearest(value, tuple(known)))
            if waiting is not None:
                found.append(Output(value, waiting))
                waiting = None
                continue
            if pending is not None:
                found.append(Output(pending, None))
            pending = value
        elif pending is not None:
            found.append(Output(pending, value))
            pending = None
        elif (ending := value.rpartition(".")[2]) in known:
            found.append(Output(ending, value))
        elif waiting is None:
            waiting = value
        else:
            raise AuditError("file_without_format", file=value)
    if pending is not None:
        found.append(Output(pending, None))
    if waiting is not None:
        found.append(Output(default, waiting))
    if sum(output.file is None for output in found) > 1:
        raise AuditError("two_on_stdout")
    return tuple(found) or (Output(default, None),)


def _options(args: Sequence[str]) -> Iterator[tuple[str, str]]:
    pending: str | None = None
    for arg in args:
        if pending is not None:
            yield pending, arg
            pending = None
            continue
        if arg == "--":
            return
        name, equals, value = arg.partition("=")
        if name in ("--output-format", "--output-file"):
            if equals:
                yield name, value
            else:
                pending = name


def options(output: Output, language: Language, color: str, *, evidence: bool = False) -> Options:
    """How a rendering is to look, from where it goes and from NO_COLOR, FORCE_COLOR, TERM and COLUMNS."""
    environment = os.environ
    if color == "auto":
        if environment.get("NO_COLOR"):
            wanted = False
        elif environment.get("FORCE_COLOR"):
            wanted = True
        else:
            wanted = output.file is None and sys.stdout.isatty() and environment.get("TERM") != "dumb"
    else:
        wanted = color == "always"
    return Options(
        language=language,
        width=shutil.get_terminal_size((100, 24)).columns,
        color=wanted,
        unicode=output.file is not None or _draws(sys.stdout.encoding),
        evidence=evidence,
        folder=Path.cwd().as_posix(),
        repository=_repository(),
    )


def _repository() -> str:
    """The root of the repository around the working directory; empty where there is none."""
    here = Path.cwd()
    return next((folder.as_posix() for folder in (here, *here.parents) if (folder / ".git").exists()), "")


def _draws(encoding: str) -> bool:
    try:
        "─│→×".encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def write(output: Output, pieces: Iterable[str]) -> None:
    """Write a rendering piece by piece; a reader that closes the pipe early is no error."""
    if output.file is not None:
        try:
            with Path(output.file).open(
                "w", encoding="utf-8", errors="backslashreplace", newline="\n"
            ) as file:
                file.writelines(pieces)
        except OSError as error:
            raise AuditError("output_unwritable", file=output.file, why=error.strerror) from None
        return
    if output.format not in HUMAN and isinstance(sys.stdout, TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    try:
        sys.stdout.writelines(pieces)
        sys.stdout.flush()
    except BrokenPipeError:
        close_quietly()
    except OSError as error:
        close_quietly()
        raise AuditError("output_unwritable", file="stdout", why=error.strerror) from None


def ready(outputs: Iterable[Output]) -> None:
    """Raise AuditError where an output can't be written, as far as can be told before the work is done."""
    for output in outputs:
        if output.format in TABLES:
            if output.file is None:
                raise AuditError("folder_needed", format=output.format)
            tables = _tables()
            try:
                table = tables.taken(output.file)
            except OSError as error:
                raise AuditError("output_unwritable", file=output.file, why=error.strerror) from None
            if table is not None:
                raise AuditError("table_exists", folder=output.file, table=table)


def write_tables(output: Output, report: AuditReport, look: Options) -> None:
    """Write a report as tables into the folder or URI of an output that is `ready`."""
    target = output.file or ""
    try:
        _tables().write(report, target, look)
    except FileExistsError as error:
        raise AuditError("table_exists", folder=target, table=error.args[0]) from None
    except OSError as error:
        why = error.strerror or str(error)
        raise AuditError("output_unwritable", file=target, why=why) from None


def _tables() -> ModuleType:
    try:
        from reports import parquet
    except ModuleNotFoundError:
        raise AuditError("parquet_missing") from None
    return parquet


def close_quietly() -> None:
    """Give up standard output, so that the interpreter's own flush at the end fails no more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
