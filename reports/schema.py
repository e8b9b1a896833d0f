"""The JSON Schema of the report, from its models; `python -m reports.schema` prints it."""

from __future__ import annotations

import json
import sys
from typing import Any

from reports.model import AuditReport


def schema() -> str:
    """The schema as JSON text. It is open: a later version may add fields, so unknown ones are valid."""
    made = AuditReport.model_json_schema(mode="serialization")
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return json.dumps(head | _open(made), ensure_ascii=False, indent=2) + "\n"


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
