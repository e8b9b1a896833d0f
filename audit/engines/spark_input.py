"""PATH arguments on a cluster: which files and tables they stand for, and their rows as Spark reads them.

An argument may be any path or URI of a file system that Spark knows; one without a scheme is of the cluster's
default file system. Names and ids are those that `audit.corpus` gives, so that both engines call a document
the same. A Parquet table is one argument whatever files it consists of: its documents are `TABLE#id`.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from glob import glob
from typing import TYPE_CHECKING, Any

from audit.errors import AuditError, sentence
from audit.paths import is_text
from reports.model import Skipped

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, DataFrameReader, SparkSession

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:")
_MAGIC = re.compile(r"[*?\[{]")
_SHOWN, _ALL = "^[.]", ""
"""What a name begins with that is passed over; Spark would pass over those that begin with `_`, too."""


class Form(StrEnum):
    """What holds the documents."""

    TEXT = "text"
    JSONL = "jsonl"
    PARQUET = "parquet"


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a Parquet table that hold what a document is made of."""

    text: str = "text"
    id: str = "id"
    title: str = "title"
    published: str = "published"
    source: str = "source"


@dataclass(frozen=True, slots=True)
class Argument:
    """A file, a folder or a table that documents come from."""

    given: str
    """As given, or as the pattern that was given matches it."""
    uri: str
    """As the file system calls it."""
    form: Form
    folder: bool
    """Whether it holds files."""
    checked: bool
    """False where it is only to be compared with."""

    def path(self, file: str) -> str:
        """The path of one of its files, by the file's URI, as a reader would give it."""
        if not self.folder or self.form is Form.PARQUET:
            return self.given
        below = file[len(self.uri) :].lstrip("/")
        return posixpath.join(self.given, below)

    def holds(self, file: str) -> bool:
        """Whether a file is one of its own, by the file's URI."""
        return file == self.uri or (self.folder and file.startswith(self.uri.rstrip("/") + "/"))


@dataclass(frozen=True, slots=True)
class Root:
    """What ids are counted from: the folder that all arguments share."""

    authority: str | None
    """Scheme and host; empty for paths without; None where the arguments share none."""
    folder: str
    home: str
    """The folder that paths without a scheme count from."""

    def id(self, path: str) -> str:
        """A document's id, from its path."""
        authority, absolute = address(path, self.home)
        if authority != self.authority:
            return path
        return posixpath.relpath(absolute, self.folder)


def root_of(arguments: Iterable[Argument], home: str) -> Root:
    """The folder that arguments share; those without a scheme count from `home`."""
    places = [
        (authority, absolute if one.folder and one.form is not Form.PARQUET else posixpath.dirname(absolute))
        for one in arguments
        for authority, absolute in (address(one.given, home),)
    ]
    authorities = {authority for authority, _ in places}
    if len(authorities) != 1:
        return Root(None, "", home)
    return Root(authorities.pop(), posixpath.commonpath([folder for _, folder in places]), home)


def address(path: str, home: str) -> tuple[str, str]:
    """Scheme and host of a path, empty where it has none, and the absolute path there."""
    if not _SCHEME.match(path):
        return "", posixpath.normpath(posixpath.join(home, path))
    scheme, _, rest = path.partition(":")
    if rest.startswith("//"):
        host, slash, below = rest[2:].partition("/")
        return f"{scheme}://{host}", posixpath.normpath(slash + below or "/")
    return f"{scheme}:", posixpath.normpath(rest or "/")


class Files:
    """The file systems that a session knows."""

    def __init__(self, session: SparkSession) -> None:
        """Ask through a session's Hadoop configuration."""
        from py4j.protocol import Py4JJavaError
        from pyspark.errors import PySparkException

        self._jvm = session.sparkContext._jvm
        self._configuration = session.sparkContext._jsc.hadoopConfiguration()
        self._errors = (PySparkException, Py4JJavaError)

    def arguments(
        self, paths: Iterable[str], form: Form | None, *, checked: bool
    ) -> Iterator[Argument | Skipped]:
        """What paths, URIs or patterns stand for; what is not there, or can't be asked for, as skipped."""
        for given in paths:
            try:
                found = list(self._matches(given))
            except self._errors as error:
                yield Skipped(path=given, reason=sentence("unreadable", why=_why(error)), checked=checked)
                continue
            if not found:
                yield Skipped(path=given, reason=sentence("missing"), checked=checked)
            for name, uri, folder in found:
                yield Argument(name, uri, form or _form(name), folder, checked)

    def beside(self, one: Argument, excludes: Callable[[str], bool]) -> Iterator[Argument]:
        """The text files of the folder that a text file stands in."""
        folder = posixpath.dirname(one.given)
        path = self._path(posixpath.dirname(one.uri))
        for status in path.getFileSystem(self._configuration).listStatus(path):
            name = status.getPath().getName()
            given = posixpath.join(folder, name)
            if status.isFile() and is_text(name) and not excludes(given):
                yield Argument(given, _clean(status.getPath().toString()), Form.TEXT, False, False)

    def free(self, target: str) -> None:
        """Raise AuditError where a path or URI holds one of the tables, or can't be asked whether it does."""
        from reports.parquet import MODELS

        try:
            system = self._path(target).getFileSystem(self._configuration)
            held = [name for name in MODELS if system.exists(self._path(f"{target.rstrip('/')}/{name}"))]
        except self._errors as error:
            raise AuditError("output_unwritable", file=target, why=_why(error)) from None
        if held:
            raise AuditError("table_exists", folder=target, table=held[0])

    def _path(self, name: str) -> Any:
        return self._jvm.org.apache.hadoop.fs.Path(name)

    def _matches(self, given: str) -> Iterator[tuple[str, str, bool]]:
        """The paths that a path or pattern stands for: as given, as a URI, and whether each is a folder."""
        path = self._path(given)
        system = path.getFileSystem(self._configuration)
        if system.exists(path):
            status = system.getFileStatus(path)
            yield given, _clean(status.getPath().toString()), status.isDirectory()
        elif not _SCHEME.match(given) and (local := sorted(glob(given, recursive=True))):
            for name in local:
                yield from self._matches(name)
        elif _MAGIC.search(given):
            for status in system.globStatus(path) or ():
                name = status.getPath().toString()
                yield name, _clean(name), status.isDirectory()


def rows(
    session: SparkSession, arguments: Sequence[Argument], columns: Columns
) -> Iterator[tuple[Form, DataFrame]]:
    """The rows of arguments, as tables of one form: where each stands, and what it holds.

    A file that lies in a folder, too, is read once.
    """
    reading = {Form.TEXT: _texts, Form.JSONL: _lines, Form.PARQUET: _table}
    for form, read in reading.items():
        those = [one for one in arguments if one.form is form]
        folders = [one for one in those if one.folder]
        outer = [one for one in folders if not any(o.holds(one.uri) for o in folders if o is not one)]
        files = [
            one
            for one in those
            if not one.folder and (_hidden(one) or not any(folder.holds(one.uri) for folder in outer))
        ]
        for some, names in ((outer, _SHOWN), (files, _ALL)):
            if some:
                reader = session.read.options(recursiveFileLookup=True, ignoredPathSegmentRegex=names)
                yield form, read(reader, [_literally(one.uri) for one in some], columns)


def _hidden(one: Argument) -> bool:
    return "/." in one.uri


def _texts(reader: DataFrameReader, uris: list[str], columns: Columns) -> DataFrame:
    found = reader.format("binaryFile").load(uris)
    return found.selectExpr("path AS file", "0L AS block", "content AS data")


def _lines(reader: DataFrameReader, uris: list[str], columns: Columns) -> DataFrame:
    return reader.text(uris, lineSep="\n").selectExpr(
        "_metadata.file_path AS file", "_metadata.file_block_start AS block", "CAST(value AS BINARY) AS data"
    )


def _table(reader: DataFrameReader, uris: list[str], columns: Columns) -> DataFrame:
    from pyspark.errors import PySparkException

    try:
        table = reader.parquet(*uris)
    except PySparkException as error:
        raise AuditError("table_unreadable", path=uris[0], why=_why(error)) from None
    for column in (columns.text, columns.id):
        if column not in table.columns:
            raise AuditError("no_column", path=uris[0], column=column, names=", ".join(table.columns))
    held = {
        name: f"CAST(`{column}` AS STRING) AS {name}" if column in table.columns else f"NULL AS {name}"
        for name, column in (
            ("id", columns.id),
            ("text", columns.text),
            ("title", columns.title),
            ("published", columns.published),
            ("source", columns.source),
        )
    }
    return table.selectExpr("_metadata.file_path AS file", "_metadata.row_index AS block", *held.values())


def _form(name: str) -> Form:
    """What a path holds, by its name."""
    base = posixpath.basename(name.rstrip("/"))
    if base.endswith(".parquet"):
        return Form.PARQUET
    return Form.JSONL if re.search(r"\.jsonl(\.\w+)?$", base) else Form.TEXT


def _clean(uri: str) -> str:
    return uri.rstrip("/")


def _literally(uri: str) -> str:
    """A URI of which no character stands for another."""
    return re.sub(r"([*?\[\]{}\\])", r"\\\1", uri)


def _why(error: Exception) -> str:
    """What the file system says, in one line."""
    java = getattr(error, "java_exception", None)
    text = str(java.getMessage() if java is not None else error)
    return " ".join(text.split("\n", 1)[0].split())
