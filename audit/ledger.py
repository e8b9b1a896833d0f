"""The ledger: what was read of each document, by the hash of its content and the version of the reader.

`.jiaokan/ledger.sqlite` in the project's folder, in write-ahead mode, so that a run that is killed or one
beside another leaves it sound. It is a cache and nothing else: whatever is wrong with it raises
`LedgerError`, upon which a run goes on without it.
"""

from __future__ import annotations

import hashlib
import sqlite3
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from audit.coding import Row

FOLDER = ".jiaokan"
NAME = "ledger.sqlite"
_APPLICATION = 0x6A6B616E
"""Marks a database of SQLite as a ledger: `jkan`."""
_FORM = 2
"""Version of the tables."""
_ANSWERS = 100
"""So many answers at most are kept."""
_PATIENCE = 60.0
"""Seconds that one run waits for another one's writing."""
_SETTLED = 2_000_000_000
"""Nanoseconds for which a file must have lain still: clocks of file systems are coarse."""
_AT_ONCE = 500
_TABLES = """
CREATE TABLE documents (
    key BLOB PRIMARY KEY, text BLOB NOT NULL, folded BLOB NOT NULL, page TEXT NOT NULL, claims TEXT NOT NULL,
    profile TEXT NOT NULL, total INTEGER NOT NULL
);
CREATE TABLE version (reader TEXT NOT NULL);
CREATE TABLE files (path TEXT PRIMARY KEY, stamp TEXT NOT NULL, records TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE answers (
    question BLOB PRIMARY KEY, reach TEXT NOT NULL, seal BLOB NOT NULL, answer TEXT NOT NULL
);
"""


class LedgerError(Exception):
    """The ledger can't be used; the reason is the first argument."""

    def __init__(self, reason: str, *, damaged: bool = False) -> None:
        super().__init__(reason)
        self.damaged = damaged
        """Whether the file itself is at fault, so that it is to be set aside."""


class Store(Protocol):
    """Where rows are kept."""

    def has(self, keys: Sequence[bytes]) -> dict[bytes, str]:
        """Of some keys those that are kept, with the profiles of their documents."""

    def put(self, rows: Iterable[tuple[bytes, Row]]) -> None:
        """Keep rows."""

    def get(self, key: bytes) -> Row:
        """The row of a key that is kept."""

    def close(self) -> None:
        """Give back what the store holds."""


class Shelf:
    """A store in memory."""

    def __init__(self) -> None:
        self._rows: dict[bytes, Row] = {}

    def has(self, keys: Sequence[bytes]) -> dict[bytes, str]:
        """Of some keys those that are kept, with the profiles of their documents."""
        return {key: self._rows[key].profile for key in keys if key in self._rows}

    def put(self, rows: Iterable[tuple[bytes, Row]]) -> None:
        """Keep rows."""
        self._rows.update(rows)

    def get(self, key: bytes) -> Row:
        """The row of a key that is kept."""
        return self._rows[key]

    def close(self) -> None:
        """Give back what the store holds."""
        self._rows.clear()


@dataclass(frozen=True, slots=True)
class Stamp:
    """What tells of a file that it is as it was, without reading it."""

    text: str
    settled: bool
    """Whether it has lain still for so long that a further change would show."""


def stamp(path: str) -> Stamp | None:
    """The stamp of a file; None where there is none."""
    now = time.time_ns()
    try:
        found = Path(path).stat()
    except (OSError, ValueError):
        return None
    parts = (found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, found.st_dev)
    latest = max(found.st_mtime_ns, found.st_ctime_ns)
    return Stamp(" ".join(map(str, parts)), latest + _SETTLED < now)


class Ledger:
    """The ledger of a project, or, where no file is given, one that lasts as long as the run."""

    def __init__(self, file: Path | None, version: str | None) -> None:
        """Open a ledger, or begin one; LedgerError where it can't be used.

        What another version of the reader wrote is dropped; without a version the ledger is taken as it is,
        and must be there.
        """
        self.file = file
        self._version = version
        if version is None and not (file and file.is_file()):
            raise LedgerError("there is no ledger")
        try:
            if file is not None and version is not None:
                _prepare(file.parent)
            self._base = sqlite3.connect(
                "" if file is None else file, timeout=_PATIENCE, isolation_level=None
            )
        except (OSError, sqlite3.Error) as error:
            raise LedgerError(_why(error)) from None
        with self._speaking():
            self._open()

    def _open(self) -> None:
        run = self._base.execute
        if self._version is None:
            if self._forms() != (_APPLICATION, _FORM):
                raise LedgerError("not a ledger of this version")
            return
        if self.file is not None:
            run("PRAGMA journal_mode = WAL")
        run("PRAGMA synchronous = NORMAL")
        run("BEGIN IMMEDIATE")
        application, form = self._forms()
        empty = run("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
        if empty and (application, form) == (0, 0):
            for table in filter(str.strip, _TABLES.split(";")):
                run(table)
            run(f"PRAGMA application_id = {_APPLICATION}")
            run(f"PRAGMA user_version = {_FORM}")
        elif (application, form) != (_APPLICATION, _FORM):
            run("ROLLBACK")
            raise LedgerError("not a ledger of this version", damaged=True)
        if run("SELECT reader FROM version").fetchall() != [(self._version,)]:
            for table in ("documents", "files", "answers", "version"):
                run(f"DELETE FROM {table}")
            run("INSERT INTO version VALUES (?)", (self._version,))
        run("COMMIT")

    def _forms(self) -> tuple[int, int]:
        """What marks the file as a ledger, and the version of its tables."""
        pragmas = ("application_id", "user_version")
        application, form = (self._base.execute(f"PRAGMA {name}").fetchone()[0] for name in pragmas)
        return application, form

    def has(self, keys: Sequence[bytes]) -> dict[bytes, str]:
        """Of some keys those that are kept, with the profiles of their documents."""
        found: dict[bytes, str] = {}
        with self._speaking():
            for start in range(0, len(keys), _AT_ONCE):
                some = keys[start : start + _AT_ONCE]
                marks = ",".join("?" * len(some))
                query = f"SELECT key, profile FROM documents WHERE key IN ({marks})"
                found.update(self._base.execute(query, some))
        return found

    def put(self, rows: Iterable[tuple[bytes, Row]]) -> None:
        """Keep rows, all of them or none."""
        values = [
            (key, row.text, row.folded, row.page, row.claims, row.profile, row.check) for key, row in rows
        ]
        with self._writing():
            self._base.executemany("INSERT OR IGNORE INTO documents VALUES (?, ?, ?, ?, ?, ?, ?)", values)

    def get(self, key: bytes) -> Row:
        """The row of a key that is kept; LedgerError where it is no more as it was written."""
        from audit.coding import Row

        query = "SELECT text, folded, page, claims, profile, total FROM documents WHERE key = ?"
        with self._speaking():
            found = self._base.execute(query, (key,)).fetchone()
        if found is None:
            raise LedgerError("a document is missing")
        *parts, total = found
        try:
            row = Row(*parts)
            sound = row.check == total
        except (AttributeError, TypeError, ValueError):
            sound = False
        if not sound:
            raise LedgerError("a document is not as it was written", damaged=True)
        return row

    def noted(self, path: str, stamp: Stamp) -> str | None:
        """What was noted of a file, where it is as it was then."""
        with self._speaking():
            found = self._base.execute("SELECT stamp, records FROM files WHERE path = ?", (path,)).fetchone()
        return found[1] if found is not None and found[0] == stamp.text else None

    def note(self, notes: Iterable[tuple[str, Stamp, str]]) -> None:
        """Note of files by their paths what they hold, so that they need not be read until they change."""
        with self._writing():
            self._base.executemany(
                "INSERT OR REPLACE INTO files VALUES (?, ?, ?)",
                [(path, stamp.text, records) for path, stamp, records in notes if stamp.settled],
            )

    def recall(self, question: bytes) -> tuple[str, bytes, str] | None:
        """What was kept of a question: what it goes through, the seal on what that was, and the answer."""
        query = "SELECT reach, seal, answer FROM answers WHERE question = ?"
        with self._speaking():
            found: tuple[str, bytes, str] | None = self._base.execute(query, (question,)).fetchone()
        return found

    def keep(self, question: bytes, reach: str, seal: bytes, answer: str) -> None:
        """Keep an answer, and let go of the oldest ones."""
        old = "DELETE FROM answers WHERE rowid <= (SELECT max(rowid) FROM answers) - ?"
        with self._writing():
            values = (question, reach, seal, answer)
            self._base.execute("INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?)", values)
            self._base.execute(old, (_ANSWERS,))

    def close(self) -> None:
        """Close the file."""
        self._base.close()

    def _writing(self) -> _Writing:
        return _Writing(self._base)

    def _speaking(self) -> _Speaking:
        return _Speaking()


class _Speaking:
    """Says what SQLite says as a LedgerError."""

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, sqlite3.Error):
            # An operation fails for what is around it: a full disk, a lock. The rest is the file's own fault.
            damaged = not isinstance(error, sqlite3.OperationalError) or "malformed" in str(error)
            raise LedgerError(_why(error), damaged=damaged) from None


class _Writing(_Speaking):
    """A transaction that writes."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base

    def __enter__(self) -> None:
        with _Speaking():
            self._base.execute("BEGIN IMMEDIATE")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            with _Speaking():
                self._base.execute("COMMIT")
            return
        if self._base.in_transaction:
            self._base.execute("ROLLBACK")
        super().__exit__(kind, error, trace)


def reader_version(own: Iterable[str] = ()) -> str:
    """The version of what reads documents: all code and data, and what a project adds of its own.

    Told by size and time of change, which need no reading; a copy that is installed anew reads anew.
    """
    digest = hashlib.sha256()
    for part in own:
        digest.update(part.encode(errors="surrogatepass") + b"\0")
    root = Path(__file__).resolve().parent.parent
    for room in ("claims", "rules", "reports", "audit"):
        for file in sorted((root / room).rglob("*")):
            if file.suffix in (".py", ".toml"):
                found = file.stat()
                line = f"{file} {found.st_size} {found.st_mtime_ns}\0"
                digest.update(line.encode(errors="surrogatepass"))
    return digest.hexdigest()


def content_key(*parts: bytes | str | None) -> bytes:
    """The key of a document: a hash of all that its reading depends on."""
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode(errors="surrogatepass") if isinstance(part, str) else part or b""
        digest.update(f"{-1 if part is None else len(data)}:".encode() + data)
    return digest.digest()


def set_aside(file: Path) -> Path:
    """Put a ledger that is no good beside its place, with what belongs to it; gives where it is now."""
    number = 1
    while (aside := file.with_name(f"{file.name}.damaged-{number}")).exists():
        number += 1
    file.replace(aside)
    for ending in ("-wal", "-shm"):
        file.with_name(file.name + ending).unlink(missing_ok=True)
    return aside


def clean(folder: Path) -> bool:
    """Remove what the ledger's folder holds of ours, and the folder where nothing else is in it."""
    home = folder / FOLDER
    if not home.is_dir() or home.is_symlink():
        return False
    for entry in home.iterdir():
        if entry.name.startswith(NAME) or entry.name == ".gitignore":
            entry.unlink()
    if not any(home.iterdir()):
        home.rmdir()
    return True


def _prepare(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    ignore = folder / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="utf-8")


def _why(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)
