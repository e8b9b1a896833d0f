"""What workers do first: rows into readings, each with what of it counts for the collection as a whole.

A function of the rows that it is given and of what it was made with, so that neither partitions nor retries
change what it gives.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pyarrow as pa
from pydantic import ValidationError

from audit import __version__
from audit.coding import document_of, profile_of
from audit.corpus import Limits, Source
from audit.engines.reading import Work, row_of
from audit.engines.spark_input import Argument, Form, Root, address
from audit.engines.spark_names import pairs
from audit.engines.spark_rows import (
    CODE,
    DOCUMENT,
    EXCLUDED,
    FAULTY,
    KIND,
    MET,
    NAMED_ID,
    READINGS,
    SIZE,
    SKIPPED,
    SUBJECT,
    TALLY,
    packed,
    packed_row,
    rows,
    table,
)
from audit.errors import AuditError, sentence, speaking
from audit.ledger import content_key
from audit.paths import is_text
from audit.records import Record
from audit.suppressions import comments, may_comment
from claims.knowledge import Addition, install
from rules.profile import Profile
from rules.wording import Language

Batches = Iterator[pa.RecordBatch]
Row = dict[str, Any]

_ROWS = 256
"""Readings that are handed on at a time."""


@cache
def version() -> str:
    """What this machine has of this program: its version, and a digest of its code and data."""
    digest = sha256()
    root = Path(__file__).resolve().parents[2]
    for room in ("audit", "claims", "rules"):
        for file in sorted((root / room).rglob("*")):
            if file.suffix in (".py", ".toml"):
                digest.update(file.relative_to(root).as_posix().encode() + b"\0" + file.read_bytes())
    return f"{__version__}+{digest.hexdigest()[:8]}"


@dataclass(frozen=True, slots=True)
class Setting:
    """What a worker must take up before it does anything."""

    language: Language
    additions: tuple[Addition, ...]
    """What the project knows beside the built-in data."""

    def take_up(self) -> None:
        """Speak and read as the driver does."""
        speaking.set(self.language)
        install(self.additions)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads documents and extracts their claims."""

    form: Form
    arguments: tuple[Argument, ...]
    root: Root
    excludes: tuple[Callable[[str], bool], ...]
    setting: Setting
    limits: Limits
    version: str
    """What the driver has of this program."""

    def __call__(self, batches: Batches) -> Batches:
        """Readings of rows; behind each stretch of a file, how many rows it had."""
        self.setting.take_up()
        if version() != self.version:
            raise RuntimeError(sentence("spark_versions", there=version(), here=self.version))
        waiting: list[Row] = []
        for row in self._read(batches):
            waiting.append({**row, "census": [*row.get("census", ()), *_census(row)]})
            if len(waiting) == _ROWS:
                yield table(waiting, READINGS)
                waiting = []
        yield table(waiting, READINGS)

    def _read(self, batches: Batches) -> Iterator[Row]:
        stretch, count = None, 0
        for batch in batches:
            for row in rows(batch):
                here = (row["file"], row["block"])
                if self.form is Form.JSONL and here != stretch:
                    if stretch is not None:
                        yield self._tally(*stretch, count)
                    stretch, count = here, 0
                count += 1
                yield from self._row(row, count)
        if self.form is Form.JSONL and stretch is not None:
            yield self._tally(*stretch, count)

    def _tally(self, file: str, block: int, count: int) -> Row:
        return {"kind": TALLY, "file": packed(file), "block": block, "row": count}

    def _row(self, row: Row, number: int) -> Iterator[Row]:
        file = row["file"] if self.form is Form.TEXT else unquote(row["file"])
        turn, argument = self._argument(file)
        path = argument.path(file)
        place = {
            "file": packed(row["file"]),
            "block": row["block"],
            "row": number,
            "turn": turn,
            "checked": argument.checked,
        }
        if not self._takes(argument, file):
            if is_text(posixpath.basename(file)):
                yield {"kind": EXCLUDED, **place}
            return
        source = self._source(row, path, number, checked=argument.checked)
        if source is None:
            return
        if isinstance(source, str):
            yield {"kind": SKIPPED, "path": packed(path), "reason": packed(source), **place}
            return
        yield {**self._reading(source), **place}

    def _argument(self, file: str) -> tuple[int, Argument]:
        """The argument that a file comes by, and which one that is: the first that takes it."""
        holding = [
            (n, one) for n, one in enumerate(self.arguments) if one.form is self.form and one.holds(file)
        ]
        return next(((n, one) for n, one in holding if self._takes(one, file)), holding[0])

    def _takes(self, argument: Argument, file: str) -> bool:
        """Whether an argument stands for a file, too, that lies where it does."""
        if not argument.folder or self.form is not Form.TEXT:
            return True
        path = from_home(argument.path(file), self.root.home)
        return is_text(posixpath.basename(file)) and not any(excludes(path) for excludes in self.excludes)

    def _source(self, row: Row, path: str, number: int, *, checked: bool) -> Source | str | None:
        """The document in a row; why there is none; or None for an empty line."""
        if self.form is Form.TEXT:
            if len(row["data"]) > self.limits.document:
                return sentence("too_large", most=self.limits.document)
            return Source(self.root.id(path), path, row["data"], checked)
        most = self.limits.document
        if self.form is Form.JSONL and len(row["data"]) + 1 > most:
            return sentence("line_too_long", most=most)
        try:
            if self.form is Form.PARQUET:
                held = {key: row[key] for key in Record.model_fields}
                record = Record.model_validate(
                    {key: value for key, value in held.items() if value is not None}
                )
            else:
                line = row["data"]
                if row["block"] == 0 and number == 1:
                    line = line.removeprefix(b"\xef\xbb\xbf")
                if not line.strip():
                    return None
                record = Record.model_validate_json(line.rstrip(b"\r\n").decode("utf-8"))
        except UnicodeDecodeError:
            return sentence("line_not_utf8")
        except ValidationError as error:
            first = error.errors(include_url=False)[0]
            what = ": ".join((*map(str, first["loc"]), first["msg"]))
            return sentence("line_not_record" if self.form is Form.JSONL else "row_not_record", what=what)
        return Source(f"{self.root.id(path)}#{record.id}", f"{path}#{record.id}", record, checked)

    def _reading(self, source: Source) -> Row:
        told = {"id": packed(source.id), "path": packed(source.path)}
        found = row_of(Work(source, self.limits.line))
        if isinstance(found, str):
            return {"kind": SKIPPED, "reason": packed(found), **told}
        if may_comment(source.path):
            try:
                document = document_of(found, id=source.id, path=source.path)
                list(comments(document, checked=source.checked))
            except AuditError as fault:
                return {"kind": FAULTY, "reason": packed(str(fault)), **told}
        of = profile_of(found.profile, id=source.id)
        return {
            "kind": DOCUMENT,
            "twin": _twin(source),
            "body": packed_row(found),
            **told,
            "figures": [{"name": packed(name), "figure": packed(figure)} for name, figure in of.figures],
            "profile": found.profile,
            "census": list(_counted(of)),
        }


def _twin(source: Source) -> bytes:
    """What all documents have in common whose body is the same."""
    kind = "markdown" if may_comment(source.path) else "plain"
    record = source.content
    if isinstance(record, Record):
        published = record.published.isoformat() if record.published else None
        return content_key("record", kind, record.text, record.title, published, record.source)
    return content_key(kind, record)


def _census(row: Row) -> Iterator[Row]:
    """What of any row is counted over all."""
    yield {"what": KIND, "a": b"%d" % row["kind"], "n": 1}
    if "id" in row:
        yield {"what": NAMED_ID, "a": row["id"], "n": 1}
    if "body" in row:
        size = sum(len(part) for part in row["body"].values())
        yield {"what": SIZE, "n": size}


def _counted(one: Profile) -> Iterator[Row]:
    """What of a document is counted over all: what makes a difference to which names are one company."""
    if one.subject is not None:
        telling = one.telling and not one.opening
        yield {"what": SUBJECT, "a": packed(one.subject), "n": int(telling)}
    for name, code in one.codes:
        yield {"what": CODE, "a": packed(name), "b": packed(code), "n": 1}
    for short, name in pairs(name for name, _ in one.names):
        yield {"what": MET, "a": packed(short), "b": packed(name), "n": 1}


def from_home(path: str, home: str) -> str:
    """A path that means the same wherever it is looked at."""
    return path if address(path, home)[0] else posixpath.join(home, path)
