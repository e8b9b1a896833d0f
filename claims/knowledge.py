"""The built-in data, and what a project adds to it.

A `Table` is a TOML file of this program with the model that it must fit. A project's `Addition` holds tables
of the same form under the files' names, and they are laid over the built-in ones: tables are joined key by
key, lists are lengthened, a regular expression is given another alternative, and nothing that is there is
given another meaning.

One process reads with one set of additions, and `install` says which before anything is read; from then on
what is read of a document is a function of its bytes. `additions_version` tells one set from another.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any, Generic, Literal, NamedTuple, TypeVar

from claims.errors import LexiconError
from claims.lexicons import parsed

Shape = TypeVar("Shape")
Kind = Literal["value", "unknown", "absent", "redefined", "known"]
"""What can be wrong with an added value; what is known already does no harm."""
Path = tuple[str | int, ...]
"""Keys and indices from the top of a file to one of its values."""


@dataclass(frozen=True, slots=True)
class Addition:
    """A TOML text with a project's own knowledge, one table for each file that it adds to."""

    file: str
    """What it is called in messages."""
    text: str
    """The whole text; it must be TOML."""
    at: tuple[str, ...] = ()
    """Keys under which the tables stand, such as `("tool", "jiaokan", "lexicon")`."""

    @property
    def tables(self) -> Mapping[str, Any]:
        """The tables by name."""
        return _tables(self)


class Meaning(NamedTuple):
    """A word that may mean one thing only, and where it is said."""

    word: str
    thing: str
    path: Path


class Slip(NamedTuple):
    """What a model can't see: the place of a value, what is wrong there, and what would be right."""

    path: Path
    why: str
    given: str = ""
    """Where a name is wrong: the name, and those that there are."""
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with an addition."""

    kind: Kind
    file: str
    line: int
    key: str
    """The key as one would write it, with dots."""
    why: str
    """What is wrong with the value; of a redefinition what is meant already, of a name the name."""
    names: tuple[str, ...] = ()
    """Names that may have been meant."""


class AdditionError(LexiconError):
    """An addition that can't be used."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem.file}: line {problem.line}: {problem.key}: {problem.kind} {problem.why}")
        self.problem = problem
        """What is wrong with it."""


@dataclass(slots=True)
class _Process:
    """What this process reads with."""

    additions: tuple[Addition, ...] = ()
    read: bool = False
    """Whether any table has been read, so that it is too late to add to them."""


_process = _Process()


def install(additions: tuple[Addition, ...]) -> None:
    """Read with these additions from now on, also as the initializer of a process in a pool.

    Raises LexiconError where this process has read with others before.
    """
    if additions == _process.additions:
        return
    if _process.read:
        raise LexiconError("this process has read with other words before; give each project its own process")
    _process.additions = additions


def installed() -> tuple[Addition, ...]:
    """The additions that this process reads with."""
    return _process.additions


def additions_version(names: Iterable[str]) -> str:
    """A hash of what is added to the tables of these names, as data; empty where nothing is.

    Comments, and what is added to other tables, change nothing.
    """
    wanted = frozenset(names)
    own = [
        {name: table for name, table in addition.tables.items() if name in wanted}
        for addition in _process.additions
    ]
    if not any(own):
        return ""
    return sha256(json.dumps(own, ensure_ascii=False, sort_keys=True, default=str).encode()).hexdigest()


def _no_meanings(_: Any) -> Iterator[Meaning]:
    return iter(())


def _no_slips(_: Any) -> Iterator[Slip]:
    return iter(())


@dataclass(frozen=True, slots=True, eq=False)
class Table(Generic[Shape]):
    """A file of data that a project may add to."""

    file: str
    """Its path from the packages' folder, such as `claims/lexicon/units.toml`."""
    shape: type[Shape]
    """The model that it must fit."""
    meanings: Callable[[Shape], Iterator[Meaning]] = _no_meanings
    """Its words that may mean one thing only."""
    slips: Callable[[Shape], Iterator[Slip]] = _no_slips
    """What is wrong with it beyond what its model sees."""
    name: str = ""
    """What a project calls it, where that isn't the file's name."""
    free: tuple[str, ...] = ()
    """Its tables whose values a project may replace."""
    folded: bool = True
    """Whether its words are matched with folded text, so that a project may write them in either script."""

    @property
    def key(self) -> str:
        """What a project calls it."""
        return self.name or self.file.rpartition("/")[2].removesuffix(".toml")

    @property
    def text(self) -> str:
        """The built-in file."""
        package, _, path = self.file.partition("/")
        return files(package).joinpath(path).read_text(encoding="utf-8")

    def load(self) -> Shape:
        """The data with what the project adds.

        Raises LexiconError with file and key where the built-in file is wrong, AdditionError where an
        addition is.
        """
        _process.read = True
        additions = [addition for addition in _process.additions if self.key in addition.tables]
        if not additions:
            return self.read(self.text, self.file)
        from claims.joining import Joined

        joined = Joined(self, additions)
        if joined.refusal is not None:
            raise AdditionError(joined.refusal)
        return joined.shape

    def read(self, text: str, name: str) -> Shape:
        """The data that another text holds in the same form; LexiconError with `name` and key."""
        shape = parsed(self.shape, text, name)
        for path, why, *_ in (*self.slips(shape), *clashes(self.meanings(shape))):
            raise LexiconError(f"{name}: {dotted(path)}: {why}")
        return shape

    def problems(self) -> list[Problem]:
        """What is wrong with the additions to this table."""
        from claims.joining import Joined

        additions = [addition for addition in _process.additions if self.key in addition.tables]
        return Joined(self, additions).problems if additions else []


@cache
def _tables(addition: Addition) -> Mapping[str, Any]:
    tables: Any = tomllib.loads(addition.text)
    for key in addition.at:
        tables = tables[key]
    found: Mapping[str, Any] = tables
    return found


def dotted(path: Path) -> str:
    """A path as one would write it."""
    return ".".join(map(str, path))


def clashes(
    meanings: Iterator[Meaning], blamed: Callable[[Path], bool] = lambda path: True
) -> Iterator[Slip]:
    """Words that mean two things, told at the second of them or, where that is not to blame, at the first."""
    known: dict[str, Meaning] = {}
    for word, thing, path in meanings:
        first = known.setdefault(word, Meaning(word, thing, path))
        if first.thing != thing:
            other, place = (first.thing, path) if blamed(path) else (thing, first.path)
            yield Slip(place, f"{word} = {other}")
