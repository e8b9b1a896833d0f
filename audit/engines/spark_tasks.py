"""What workers do: read rows, check one document for itself, check a part, screen what one document is told.

Each is a function of the rows that it is given and of what it was made with, so that neither partitions nor
retries change what it gives.
"""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

import pyarrow as pa
from pydantic import ValidationError

from audit import __version__
from audit.coding import document_of, profile_of
from audit.corpus import Limits, Record, Source
from audit.engines.pool import Work, row_of
from audit.engines.spark_input import Argument, Form, Root, address, is_text
from audit.engines.spark_names import Known
from audit.engines.spark_rows import (
    DOCUMENT,
    EXCLUDED,
    FAULTY,
    FINDINGS,
    READINGS,
    SKIPPED,
    SPOKEN,
    TALLY,
    Reading,
    dump,
    packed,
    packed_row,
    rows,
    table,
    unpacked,
)
from audit.errors import AuditError, sentence, speaking
from audit.ledger import content_key
from audit.suppressions import comments, may_comment
from claims.knowledge import Addition, install
from rules import check_part
from rules.partition import Part, companies_of
from rules.profile import Profile
from rules.wording import Language

if TYPE_CHECKING:
    from pyspark import Broadcast

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
            waiting.append(row)
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
        return {
            "kind": DOCUMENT,
            "twin": _twin(source),
            "body": packed_row(found),
            **told,
            "profile": found.profile,
            **_columns(profile_of(found.profile, id=source.id)),
        }


def _twin(source: Source) -> bytes:
    """What all documents have in common whose body is the same."""
    kind = "markdown" if may_comment(source.path) else "plain"
    record = source.content
    if isinstance(record, Record):
        published = record.published.isoformat() if record.published else None
        return content_key("record", kind, record.text, record.title, published, record.source)
    return content_key(kind, record)


def _columns(one: Profile) -> Row:
    """A profile as columns."""
    return {
        "subject": None if one.subject is None else packed(one.subject),
        "telling": one.telling and not one.opening,
        "names": [packed(name) for name, _ in one.names],
        "codes": [{"name": packed(name), "code": packed(code)} for name, code in one.codes],
        "figures": [{"name": packed(name), "figure": packed(figure)} for name, figure in one.figures],
        "ladders": [{"ladder": packed(ladder), "upper": upper} for ladder, upper in one.ladders],
    }


def from_home(path: str, home: str) -> str:
    """A path that means the same wherever it is looked at."""
    return path if address(path, home)[0] else posixpath.join(home, path)


@dataclass(frozen=True, slots=True)
class Speaking:
    """Tells of which companies documents speak, and whose subject they adopt."""

    known: Broadcast[Known]
    setting: Setting

    def __call__(self, batches: Batches) -> Batches:
        """The companies of documents, by the documents' ids."""
        self.setting.take_up()
        known = self.known.value
        for batch in batches:
            yield table(
                [
                    {
                        "id": packed(one.document),
                        "adopted": packed(adopted[one.document]) if one.document in adopted else None,
                        "companies": [packed(company) for company in sorted(companies)],
                    }
                    for one, adopted, companies in spoken(known, rows(batch))
                ],
                SPOKEN,
            )


def spoken(known: Known, those: Iterable[Row]) -> Iterator[tuple[Profile, dict[str, str], frozenset[str]]]:
    """The profiles of documents with the subjects that they adopt and the companies that each speaks of."""
    profiles = [profile_of(row["profile"], id=unpacked(row["id"])) for row in those]
    adopted = known.adopted(profiles)
    for one in profiles:
        own = {one.document: adopted[one.document]} if one.document in adopted else {}
        yield one, own, companies_of(one, known.alignment([one], own))


@dataclass(frozen=True, slots=True)
class Alone:
    """Checks each document for itself."""

    known: Broadcast[Known]
    setting: Setting

    def __call__(self, batches: Batches) -> Batches:
        """What documents say about whom no other speaks of, and about nobody."""
        self.setting.take_up()
        known = self.known.value
        for batch in batches:
            those = list(rows(batch))
            told: list[Row] = []
            for row, (own, adopted, companies) in zip(those, spoken(known, those), strict=True):
                key = own.document
                one = Reading.of(row["body"], key, unpacked(row["path"]))
                alignment = known.alignment([own], adopted)
                part = Part((key,), alignment, companies - known.shared, nameless=True)
                checked = {key} if row["checked"] else set()
                told += _told(part, [one], checked, self.setting.language, 0)
            yield table(told, FINDINGS)


@dataclass(frozen=True, slots=True)
class Together:
    """Checks the documents of a part against one another."""

    known: Broadcast[Known]
    setting: Setting

    def __call__(self, part: pa.Table) -> pa.Table:
        """What a part says; its rows are bodies, each with the documents that have it."""
        self.setting.take_up()
        known = self.known.value
        readings: list[Reading] = []
        profiles: list[Profile] = []
        adopted: dict[str, str] = {}
        checked: set[str] = set()
        companies: frozenset[str] = frozenset()
        ladders: frozenset[str] = frozenset()
        for row in rows(part):
            text: Reading | None = None
            companies = frozenset(map(unpacked, row["companies"]))
            ladders = frozenset(map(unpacked, row["ladders"]))
            for copy in row["copies"]:
                key = unpacked(copy["id"])
                path = unpacked(copy["path"])
                text = text.called(key, path) if text else Reading.of(row["body"], key, path)
                readings.append(text)
                profiles.append(profile_of(row["profile"], id=key))
                if copy["adopted"] is not None:
                    adopted[key] = unpacked(copy["adopted"])
                if copy["checked"]:
                    checked.add(key)
        profiles.sort(key=lambda one: one.document)
        ids = tuple(one.document for one in profiles)
        alignment = known.alignment(profiles, adopted)
        whole = Part(ids, alignment, companies, ladders=ladders)
        told = _told(whole, readings, checked, self.setting.language, 2 if ladders else 1)
        return pa.Table.from_batches([table(told, FINDINGS)])


def _told(
    part: Part, readings: Sequence[Reading], checked: set[str], language: Language, turn: int
) -> list[Row]:
    """What a part says, as rows."""
    claims = (claim for one in readings for claim in one.claims)
    documents = [one.document for one in readings]
    return [
        {
            "id": finding.id,
            "told_at": packed(finding.spans[0].document),
            "finding": dump(finding),
            "checked": [packed(key) for key in sorted({place.document for place in finding.spans} & checked)],
            "turn": turn,
        }
        for finding in check_part(part, claims, documents, language=language)
        if finding.spans
    ]
