from __future__ import annotations

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from report_sample import CLAIMS, DOCUMENTS, finding, report

from claims.model import Evidence
from reports import Options, render
from reports.model import AuditReport
from reports.schema import schema
from rules.model import Verdict

DOCS = Path(__file__).parents[2] / "docs"
ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()))


def printed(made: AuditReport, **options: bool) -> str:
    return "".join(render("json", made, DOCUMENTS, Options(**options)))  # type: ignore[arg-type]


def test_the_report_comes_back_as_it_went() -> None:
    assert AuditReport.model_validate_json(printed(report())) == report()


def test_keys_stand_in_the_models_order_two_blanks_a_level() -> None:
    text = printed(report())
    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=2) + "\n"
    assert list(json.loads(text)) == list(AuditReport.model_fields)
    assert list(json.loads(text)["claims"][0]) == [
        f for f in type(report().claims[0]).model_fields if f != "evidence"
    ]


def test_an_empty_report_is_whole() -> None:
    empty = report((), (), {}, ())
    assert AuditReport.model_validate_json(printed(empty)) == empty


def test_evidence_is_printed_when_asked_for() -> None:
    told = CLAIMS["growth"].model_copy(
        update={"evidence": (Evidence(field="period", start=1, end=3, how="clause"),)}
    )
    with_evidence = report((told,))
    assert json.loads(printed(with_evidence, evidence=True))["claims"][0]["evidence"] == [
        {"field": "period", "start": 1, "end": 3, "how": "clause"}
    ]
    assert "evidence" not in json.loads(printed(with_evidence))["claims"][0]


@given(ANY_TEXT, ANY_TEXT)
def test_any_text_comes_back_and_cannot_act_on_a_terminal(message: str, repair: str) -> None:
    made = report((), (finding("A101", Verdict.TENSION, message, suggestion=repair, spans=()),))
    text = printed(made)
    text.encode("utf-8")
    assert not any(c in text for c in "\x1b\x9b\x7f\x00\u202e\u200b\ufeff")
    told = json.loads(text)["findings"][0]
    assert (told["message"], told["suggestion"]) == (message, repair)
    lines = "".join(render("jsonl", made, DOCUMENTS, Options())).splitlines(keepends=False)
    assert json.loads(lines[-2])["message"] == message


def test_json_lines_hold_one_record_a_line() -> None:
    made = report()
    lines = "".join(render("jsonl", made, DOCUMENTS, Options())).split("\n")
    assert lines.pop() == ""
    records = [json.loads(line) for line in lines]
    assert [r["type"] for r in records] == ["document"] * 3 + ["claim"] * 14 + ["finding"] * 9 + ["summary"]
    whole = json.loads(printed(made))
    assert [{k: v for k, v in r.items() if k != "type"} for r in records if r["type"] == "claim"] == whole[
        "claims"
    ]


def test_a_large_report_is_printed_in_pieces() -> None:
    pieces = list(render("json", report(), DOCUMENTS, Options()))
    assert max(map(len, pieces)) < sum(map(len, pieces)) / 5


def test_the_published_schema_is_that_of_the_models() -> None:
    assert (DOCS / "report.schema.json").read_text(encoding="utf-8") == schema()


def test_every_field_of_the_report_is_explained() -> None:
    explained = (DOCS / "json.md").read_text(encoding="utf-8")
    definitions = json.loads(schema())
    for model in (definitions, *definitions["$defs"].values()):
        for name in model.get("properties", {}):
            assert f"`{name}`" in explained, name
