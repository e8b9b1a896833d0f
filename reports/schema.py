"""The JSON Schema of the report, from its models; `python -m reports.schema` prints it."""

from __future__ import annotations

import ast
import inspect
import json
import sys
from collections.abc import Iterator
from itertools import pairwise
from textwrap import dedent
from typing import Any

from pydantic import BaseModel

import claims.model
import reports.model
import rules.model
from reports.model import AuditReport

_ROOMS = (claims.model, rules.model, reports.model)


def schema() -> str:
    """The schema as JSON text. It is open: a later version may add fields, so unknown ones are valid."""
    made = AuditReport.model_json_schema(mode="serialization")
    models = {name: thing for room in _ROOMS for name, thing in vars(room).items() if _is_model(thing)}
    for name, one in ((made["title"], made), *made["$defs"].items()):
        for field, text in _told(models[name]) if name in models else ():
            one["properties"][field] = dict(
                sorted((one["properties"][field] | {"description": text}).items())
            )
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return json.dumps(head | _open(made), ensure_ascii=False, indent=2) + "\n"


def _is_model(thing: object) -> bool:
    return isinstance(thing, type) and issubclass(thing, BaseModel)


def _told(model: type[BaseModel]) -> Iterator[tuple[str, str]]:
    """The fields of a model with what stands below each; pydantic would look for it at every start."""
    body = ast.parse(dedent(inspect.getsource(model))).body[0]
    assert isinstance(body, ast.ClassDef)
    for field, below in pairwise(body.body):
        if isinstance(field, ast.AnnAssign) and isinstance(below, ast.Expr):
            assert isinstance(field.target, ast.Name)
            assert isinstance(below.value, ast.Constant)
            yield field.target.id, inspect.cleandoc(str(below.value.value))


def _open(value: Any) -> Any:
    if isinstance(value, list):
        return [_open(item) for item in value]
    if isinstance(value, dict):
        return {
            key: _open(item)
            for key, item in value.items()
            if not (key == "additionalProperties" and item is False)
        }
    return value


if __name__ == "__main__":
    sys.stdout.buffer.write(schema().encode())
