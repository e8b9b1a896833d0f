"""The baseline: findings that were there when a project began to check, so that only new ones are told.

The file is JSON, one finding a line, sorted, without times and line numbers, so that it merges like source
text. Findings are kept by their marks; paths count from the file's folder.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from pydantic import Field, ValidationError

from audit.errors import AuditError
from audit.marks import Mark
from claims.model import Model

VERSION = 1
NAME = "jiaokan-baseline.json"
"""What the file is called where nothing else is said."""


class _Known(Model):
    rule: str
    path: str
    claim: str
    ordinal: int = Field(ge=1)


class _File(Model):
    version: int
    findings: tuple[_Known, ...]


class Baseline:
    """The findings of a baseline file."""

    def __init__(self, file: Path, known: Iterable[Mark] = ()) -> None:
        """Take the file's path and the marks in it."""
        self.file = file
        self.known = frozenset(known)

    @property
    def folder(self) -> Path:
        """The folder from which the paths in it count."""
        return self.file.absolute().parent

    def stale(self, found: frozenset[Mark], read: frozenset[str]) -> list[Mark]:
        """What is known but found no more, of the paths that were read or are gone."""
        return sorted(
            mark for mark in self.known - found if mark.path in read or not self._source(mark.path).exists()
        )

    def _source(self, path: str) -> Path:
        file, hash_, record = path.rpartition("#")
        whole = self.folder / path
        return self.folder / file if hash_ and record and not whole.exists() else whole


def load(file: Path) -> Baseline:
    """Read a baseline; raises AuditError where it can't be read, is none, or is of a later version."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise AuditError("baseline_unreadable", file=file, why=error.strerror) from None
    except UnicodeDecodeError:
        raise AuditError("baseline_form", file=file, why="not UTF-8") from None
    try:
        content = json.loads(text)
        version = content.get("version") if isinstance(content, dict) else None
        if isinstance(version, int) and version > VERSION:
            raise AuditError("baseline_newer", file=file, version=version, known=VERSION)
        read = _File.model_validate(content)
    except json.JSONDecodeError as error:
        raise AuditError("baseline_form", file=file, why=error) from None
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        why = ": ".join((".".join(map(str, first["loc"])), first["msg"]))
        raise AuditError("baseline_form", file=file, why=why) from None
    return Baseline(file, (Mark(k.rule, k.path, k.claim, k.ordinal) for k in read.findings))


def save(baseline: Baseline) -> None:
    """Write a baseline; raises AuditError where that can't be done."""
    try:
        with baseline.file.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(_lines(baseline.known))
    except OSError as error:
        raise AuditError("output_unwritable", file=baseline.file, why=error.strerror) from None


def _lines(known: frozenset[Mark]) -> Iterator[str]:
    yield f'{{\n"version": {VERSION},\n"findings": ['
    separator = "\n"
    for mark in sorted(known):
        entry = {"rule": mark.rule, "path": mark.path, "claim": mark.claim, "ordinal": mark.ordinal}
        yield separator + json.dumps(entry, ensure_ascii=False)
        separator = ",\n"
    yield "\n]\n}\n"
