"""Lays what a project adds over a built-in table, and says on which line of whose file something is wrong.

In: a `Table` and the `Addition`s to it. Out: a `Joined` with the checked data, or with its problems.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Generic, NamedTuple, get_args

from pydantic import BaseModel, TypeAdapter, ValidationError

from claims.folding import fold
from claims.knowledge import Addition, Kind, Path, Problem, Shape, Table, clashes, dotted
from claims.tomlplaces import line_of

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails


class _Origin(NamedTuple):
    """Where an added value is written."""

    addition: Addition
    path: Path

    def under(self, step: str | int) -> _Origin:
        """Where a value in it is written."""
        return _Origin(self.addition, (*self.path, step))


class _Found(NamedTuple):
    """A problem whose line is yet to be looked for."""

    kind: Kind
    origin: _Origin
    why: str
    names: tuple[str, ...]

    def told(self) -> Problem:
        """The problem, with its line."""
        addition, path = self.origin
        line, key = line_of(addition.text, path), dotted(path[len(addition.at) :])
        return Problem(self.kind, addition.file, line, key, self.why, self.names)


@dataclass(slots=True)
class Joined(Generic[Shape]):
    """A table with what is added to it."""

    table: Table[Shape]
    """The table."""
    additions: list[Addition]
    """What is added, in order."""
    shape: Shape = field(init=False)
    """The checked data, where nothing is wrong."""
    _found: list[_Found] = field(default_factory=list)
    _origins: dict[Path, _Origin] = field(default_factory=dict)

    def __post_init__(self) -> None:
        known: Any = tomllib.loads(self.table.text)
        for addition in self.additions:
            own = addition.tables[self.table.key]
            added = _folded(own) if self.table.folded else own
            known = self._join(known, added, (), _Origin(addition, (*addition.at, self.table.key)))
        self._check(known)

    @property
    def problems(self) -> list[Problem]:
        """What is wrong with the additions, and what of them is known already."""
        return [found.told() for found in self._found]

    @property
    def refusal(self) -> Problem | None:
        """The first problem with which they can't be used."""
        return next((found.told() for found in self._found if found.kind != "known"), None)

    def _join(self, known: Any, added: Any, path: Path, origin: _Origin) -> Any:
        if isinstance(known, dict) and isinstance(added, dict):
            joined = dict(known)
            for key, value in added.items():
                place, where = (*path, key), origin.under(key)
                joined[key] = (
                    self._join(known[key], value, place, where)
                    if key in known
                    else self._new(value, place, where)
                )
            return joined
        if isinstance(known, list) and isinstance(added, list):
            return self._lengthen(known, added, path, origin)
        if known == added:
            self._tell("known", origin, str(added))
        elif isinstance(added, str) and _shape_at(self.table.shape, path) == re.Pattern[str]:
            return self._alternative(known, added, path, origin)
        elif path and path[0] not in self.table.free and not isinstance(known, dict | list):
            self._tell("redefined", origin, f"{path[-1]} = {known}")
            return known
        return self._new(added, path, origin)

    def _lengthen(self, known: list[Any], added: list[Any], path: Path, origin: _Origin) -> list[Any]:
        joined = list(known)
        for index, value in enumerate(added):
            if isinstance(value, str) and value in known:
                self._tell("known", origin.under(index), value)
            else:
                joined.append(self._new(value, (*path, len(joined)), origin.under(index)))
        return joined

    def _alternative(self, known: str, added: str, path: Path, origin: _Origin) -> str:
        """A regular expression that finds what the known one finds, and what the added one finds."""
        try:
            own = re.compile(added)
        except re.error as error:
            self._tell("value", origin, f"no regular expression: {error}")
            return known
        if own.match("") or own.groups:
            self._tell("value", origin, "must not match nothing; write groups as (?:…)")
            return known
        self._new(added, path, origin)
        return f"(?:{known})|(?:{added})"

    def _new(self, value: Any, path: Path, origin: _Origin) -> Any:
        self._origins[path] = origin
        return value

    def _check(self, joined: Any) -> None:
        try:
            self.shape = TypeAdapter(self.table.shape).validate_python(joined)
        except ValidationError as error:
            self.table.read(self.table.text, self.table.file)  # the built-in file is not to blame
            for one in error.errors():
                self._refuse(joined, one)
            return
        for path, why, given, names in self.table.slips(self.shape):
            self._tell("unknown" if given else "value", self._origin(path), given or why, names)
        for path, why, *_ in clashes(self.table.meanings(self.shape), self._added):
            self._tell("redefined", self._origin(path), why)

    def _refuse(self, joined: Any, error: ErrorDetails) -> None:
        """Tell what the model says of a value; a wrong key may be one that there is, with a slip in it."""
        kind, path = error["type"], tuple(step for step in error["loc"] if step != "[key]")
        if kind == "extra_forbidden":
            self._tell("unknown", self._origin(path), str(path[-1]), _keys(self.table.shape, path[:-1]))
        elif kind in ("enum", "literal_error"):
            names = tuple(re.findall(r"'([^']*)'", error.get("ctx", {})["expected"]))
            self._tell("unknown", self._origin(path), str(error["input"]), names)
        elif kind == "missing":
            others: Any = joined
            for step in path[:-2]:
                others = others[step]
            names = tuple(key for key in others if key != path[-2]) if isinstance(others, dict) else ()
            self._tell("absent", self._origin(path[:-1]), str(path[-1]), names)
        else:
            why = error["msg"].removeprefix("Value error, ")
            self._tell("value", self._origin(self._meant(path, why)), why)

    def _meant(self, path: Path, why: str) -> Path:
        """Where a model judges a whole table, the added value that it speaks of."""
        under = [place for place in self._origins if place[: len(path)] == path]
        return next((place for place in under if str(place[-1]) in why), under[0] if under else path)

    def _added(self, path: Path) -> bool:
        return any(path[:length] in self._origins for length in range(len(path), 0, -1))

    def _origin(self, path: Path) -> _Origin:
        """Where a value of the joined table is written, or the added table where it is not an added one."""
        for length in range(len(path), 0, -1):
            if (found := self._origins.get(path[:length])) is not None:
                return _Origin(found.addition, (*found.path, *path[length:]))
        addition = self.additions[-1]
        return _Origin(addition, (*addition.at, self.table.key))

    def _tell(self, kind: Kind, origin: _Origin, why: str, names: tuple[str, ...] = ()) -> None:
        self._found.append(_Found(kind, origin, why, names))


def _folded(value: Any) -> Any:
    """A value as folded text has it: an added word may be written in either script and width."""
    if isinstance(value, dict):
        return {_folded(key): _folded(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_folded(inner) for inner in value]
    return fold(value).text if isinstance(value, str) else value


def _shape_at(shape: Any, path: Path) -> Any:
    """The type of the value at a path of a shape."""
    for step in path:
        if isinstance(shape, type) and issubclass(shape, BaseModel):
            fields = shape.model_fields.items()
            shape = next((f.annotation for name, f in fields if step in (name, f.alias)), None)
        elif kinds := get_args(shape):
            shape = kinds[1 if isinstance(step, str) else 0]
    return shape


def _keys(shape: Any, path: Path) -> tuple[str, ...]:
    """The keys that the model at a path of a shape has."""
    shape = _shape_at(shape, path)
    if isinstance(shape, type) and issubclass(shape, BaseModel):
        return tuple(f.alias or name for name, f in shape.model_fields.items())
    return ()
