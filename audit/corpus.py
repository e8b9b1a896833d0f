"""PATH arguments in, documents to read out: files, folders, JSON Lines and standard input.

A `Source` says where a document is and under which id it goes; an engine reads it. Sources come one by
one, so that a large collection need not stand in memory; a part that can't be used comes as `Skipped`.

- A folder stands for its text files (`.txt`, `.text`, `.md`, `.markdown`) in name order, those of its
  subfolders too; hidden files and folders are passed over, and links to folders are not followed, so that no
  loop can arise.
- A JSON Lines file (`.jsonl`) of `{"id", "text", "title"?, "published"?, "source"?}` stands for its records.
- Any other file is one document, whatever its name; `-` is standard input.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from glob import glob, has_magic
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import TYPE_CHECKING, BinaryIO

from audit.errors import AuditError, sentence
from audit.ledger import Stamp, stamp
from audit.paths import (
    TEXT_SUFFIXES,
    mode_of,
    printable,
    relative_to,
    texts_below,
    texts_in,
    why_unreadable,
)

if TYPE_CHECKING:
    from audit.records import Record
    from claims.model import Document
    from reports.model import Skipped

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Limits:
    """What is too large to be read."""

    document: int = sys.maxsize - 1
    """The most bytes of a document, and of a line of a JSON Lines file."""
    line: int = sys.maxsize - 1
    """The most characters of a line of a text."""


NO_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Source:
    """A document that is yet to be read."""

    id: str
    """Unique in a report."""
    path: str
    """The path as given."""
    content: bytes | Record | None = None
    """The document itself; None where it is the file at `path`, or known by its key."""
    checked: bool = True
    """False where it is only to be compared with."""
    key: bytes | None = None
    """The key by which it is known to have been read before."""
    member: Member | None = None
    """Of a record, where it stands."""

    def load(self) -> Document:
        """Read the document; raises claims.document.DocumentError naming the path."""
        from claims.document import document_from_bytes, document_from_text, read_document

        record = self.content
        if record is None:
            return read_document(self.path, id=self.id)
        if isinstance(record, bytes):
            return document_from_bytes(record, id=self.id, path=self.path)
        return document_from_text(
            record.text,
            id=self.id,
            path=self.path,
            title=record.title,
            published=record.published,
            source=record.source,
        )


@dataclass(frozen=True, slots=True)
class Member:
    """Where a record stands."""

    file: str
    """The JSON Lines file, as an absolute path."""
    line: int
    """The line, from 1."""
    record: str
    """The record's id."""


Recall = Callable[[str], "list[tuple[int, str, bytes]] | None"]
"""Of a JSON Lines file by its absolute path what is known of it: line, id and key of each record; None where
nothing is known, or it has changed."""


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Patterns of what to leave out, relative to a folder.

    A pattern holds for a path, for all below it, and, where it has no slash, for a name at any depth.
    """

    patterns: tuple[str, ...] = ()
    folder: Path = Path()

    def __call__(self, path: str) -> bool:
        """Whether a path is left out."""
        if not self.patterns:
            return False
        relative = relative_to(path, str(self.folder.absolute()))
        names = relative.split("/")
        for pattern in (pattern.removeprefix("./").rstrip("/") for pattern in self.patterns):
            if any(fnmatchcase("/".join(names[: n + 1]), pattern) for n in range(len(names))):
                return True
            if "/" not in pattern and any(fnmatchcase(name, pattern) for name in names):
                return True
        return False


def common_root(paths: Iterable[str], stdin_filename: str | None = None) -> Path:
    """The folder that holds all arguments; from it ids are counted and the configuration is looked for."""
    folders = []
    for path in paths:
        name = stdin_filename if path == STDIN else path
        if name is not None:
            absolute = os.path.abspath(name)
            folders.append(absolute if os.path.isdir(absolute) else os.path.dirname(absolute))
    try:
        return Path(os.path.commonpath(folders)) if folders else Path.cwd()
    except ValueError:  # two drives
        return Path.cwd()


class Corpus:
    """The documents that arguments name, each once, and those that they are compared with."""

    def __init__(
        self,
        paths: Iterable[str],
        *,
        exclude: Iterable[Callable[[str], bool]] = (),
        force_exclude: bool = False,
        stdin: bytes | None = None,
        stdin_filename: str | None = None,
        recall: Recall = lambda _: None,
        limits: Limits = NO_LIMITS,
    ) -> None:
        """Take PATH arguments; `stdin` holds the bytes that `-` stands for."""
        self._recall = recall
        self._limits = limits
        self._paths = tuple(paths)
        self._exclude = tuple(exclude)
        self._force = force_exclude
        self._stdin = stdin
        self._stdin_filename = stdin_filename
        self._root = str(common_root(self._paths, stdin_filename))
        self._files: set[str] = set()
        self._ids: set[str] = set()
        self._id_of: dict[str, str] = {}
        self.intact: dict[str, Stamp] = {}
        """JSON Lines files that were read to their end without a fault, as they were before and after."""
        self.excluded = 0
        """How many of the documents that were found the exclusions left out, so far."""

    def named(self) -> Iterator[Source | Skipped]:
        """The documents that the arguments name."""
        for path in self._paths:
            yield from self._argument(path, checked=True)

    def companions(
        self, against: Iterable[str] | None, where: str, folder: Path | None = None
    ) -> Iterator[Source | Skipped]:
        """What the named documents are compared with beside one another; to be called when `named` is done.

        `against` holds paths or patterns, relative to `folder`; `where` is the key of the sentence that says
        where they stand. None means the other documents of the folders of the files that are named.
        """
        if against is not None:
            for pattern in against:
                yield from self._pattern(pattern, where, folder)
            return
        for name in dict.fromkeys(os.path.dirname(file) for file in self._named_files()):
            for path in texts_in(name or os.curdir):
                if not self._excludes(path):
                    yield from self._file(path, checked=False)

    def _named_files(self) -> Iterator[str]:
        """Arguments that are one document each; a record's companions are its file's other records."""
        for path in self._paths:
            name = self._stdin_filename if path == STDIN else path
            if name is not None and not name.endswith(".jsonl") and not os.path.isdir(name):
                yield name

    def _pattern(self, pattern: str, where: str, folder: Path | None) -> Iterator[Source | Skipped]:
        full = pattern if folder is None else os.path.relpath(folder / pattern)
        paths = sorted(glob(full, recursive=True)) if has_magic(full) else [full] * os.path.exists(full)
        if not paths:
            raise AuditError("nothing_matches", pattern=pattern, where=sentence(where))
        for path in paths:
            yield from self._argument(path, checked=False)

    def _argument(self, path: str, *, checked: bool) -> Iterator[Source | Skipped]:
        if path == STDIN and checked:
            yield from self._standard_input()
            return
        if (self._force or not checked) and self._excludes(path):
            return
        mode = mode_of(path)
        if isinstance(mode, str):
            yield skipped(path, mode, checked=checked)
        elif S_ISDIR(mode):
            yield from self._folder(path, checked=checked)
        elif path.endswith(".jsonl"):
            yield from self._records(path, checked=checked)
        else:
            yield from self._file(path, checked=checked)

    def _standard_input(self) -> Iterator[Source | Skipped]:
        if self._stdin is None:
            raise AuditError("stdin_twice")
        name = self._stdin_filename
        data, self._stdin = self._stdin, None
        if name is None:
            yield self._source(STDIN, STDIN, data, checked=True)
        elif not (self._force and self._excludes(name)):
            self._files.add(os.path.abspath(name))
            yield self._source(self._id(name), name, data, checked=True)

    def _folder(self, folder: str, *, checked: bool) -> Iterator[Source | Skipped]:
        errors: list[OSError] = []
        empty = True
        for path in texts_below(folder, errors):
            empty = False
            if not self._excludes(path):
                yield from self._file(path, checked=checked)
        for error in errors:
            yield skipped(error.filename or folder, why_unreadable(error), checked=checked)
        if empty and not errors:
            reason = sentence("empty_folder", suffixes=" ".join(TEXT_SUFFIXES))
            yield skipped(folder, reason, checked=checked)

    def _excludes(self, path: str) -> bool:
        if any(excludes(path) for excludes in self._exclude):
            self.excluded += 1
            return True
        return False

    def _file(self, path: str, *, checked: bool) -> Iterator[Source | Skipped]:
        absolute = os.path.abspath(path)
        if absolute in self._files:
            return
        self._files.add(absolute)
        mode = mode_of(path)
        if isinstance(mode, int) and S_ISREG(mode):
            yield self._source(self._id(path), path, None, checked=checked)
        else:
            reason = mode if isinstance(mode, str) else sentence("special_file")
            yield skipped(path, reason, checked=checked)

    def _records(self, path: str, *, checked: bool) -> Iterator[Source | Skipped]:
        absolute = os.path.abspath(path)
        if absolute in self._files:
            return
        self._files.add(absolute)
        known = self._recall(absolute)
        if known is not None:
            for number, record, key in known:
                yield self._entered(path, Member(absolute, number, record), key, checked=checked)
            return
        before = stamp(absolute)
        sound = True
        try:
            with open(path, "rb") as lines:
                number = 0
                while line := lines.readline(self._limits.document + 1):
                    number += 1
                    for one in self._record(path, number, line, lines, checked=checked):
                        sound = sound and isinstance(one, Source)
                        yield one
        except OSError as error:
            yield skipped(path, why_unreadable(error), checked=checked)
            return
        after = stamp(absolute)
        if sound and before is not None and after is not None and before.text == after.text:
            self.intact[absolute] = before

    def _record(
        self, path: str, number: int, line: bytes, rest: BinaryIO, *, checked: bool
    ) -> Iterator[Source | Skipped]:
        from pydantic import ValidationError

        from audit.records import Record

        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if len(line) > self._limits.document:
            while line and not line.endswith(b"\n"):
                line = rest.readline(self._limits.document)
            why = sentence("line_too_long", most=self._limits.document)
        elif not line.strip():
            return
        else:
            try:
                record = Record.model_validate_json(line.rstrip(b"\r\n").decode("utf-8"))
            except UnicodeDecodeError:
                why = sentence("line_not_utf8")
            except ValidationError as error:
                first = error.errors(include_url=False)[0]
                what = ": ".join((*map(str, first["loc"]), first["msg"]))
                why = sentence("line_not_record", what=what)
            else:
                member = Member(os.path.abspath(path), number, record.id)
                yield self._entered(path, member, record, checked=checked)
                return
        yield _bad_line(path, number, why, checked=checked)

    def _entered(
        self, path: str, member: Member, content: bytes | Record, *, checked: bool
    ) -> Source | Skipped:
        """A record as a source, by its key or with its content, unless its id is taken."""
        record_id = f"{self._id(path)}#{member.record}"
        if record_id in self._ids:
            why = sentence("duplicate_id", id=member.record)
            return _bad_line(path, member.line, why, checked=checked)
        self._ids.add(record_id)
        full = f"{path}#{member.record}"
        if isinstance(content, bytes):
            return Source(record_id, full, None, checked, content, member)
        return Source(record_id, full, content, checked, None, member)

    def _source(self, key: str, path: str, content: bytes | None, *, checked: bool) -> Source:
        self._ids.add(key)
        return Source(key, path, content, checked)

    def _id(self, path: str) -> str:
        if path not in self._id_of:
            self._id_of[path] = printable(relative_to(path, self._root))
        return self._id_of[path]


def _bad_line(path: str, number: int, why: str, *, checked: bool) -> Skipped:
    return skipped(path, sentence("bad_line", line=number, why=why), checked=checked)


def skipped(path: str, reason: str, *, checked: bool) -> Skipped:
    """What is told of a path that can't be read."""
    from reports.model import Skipped

    return Skipped(path=printable(path), reason=reason, checked=checked)
