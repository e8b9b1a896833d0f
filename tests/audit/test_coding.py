"""A document kept as a row comes back as it was, with its claims and its profile."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from audit.coding import claims_of, document_of, encode, profile_of
from claims import extract, read_document
from claims.document import document_from_text
from claims.model import Document
from rules.profile import Profile, profile

EXAMPLES = Path(__file__).parents[2] / "examples"
OTHERS = (
    document_from_text(
        "下半场：云杉智能怎么赚钱\n\n2024年营收3.1亿元，毛利率41.3%，净亏损1.2亿元。客户560家。",
        id="headed",
        path="headed.txt",
    ),
    document_from_text("白樺能源(02998.HK)2024年營收２.５億元。", id="hant", path="hant.txt"),
)


@pytest.mark.parametrize(
    "document",
    [*map(read_document, sorted(EXAMPLES.glob("*.txt"))), *OTHERS],
    ids=lambda document: document.id,
)
def test_a_row_gives_back_what_it_was_made_of(document: Document) -> None:
    claims = tuple(extract(document))
    row = encode(document, claims, profile(document, claims))
    assert document_of(row, id=document.id, path=document.path) == document
    assert claims_of(row, document) == claims
    assert profile_of(row.profile, id=document.id) == profile(document, claims)


def test_no_field_of_a_profile_is_lost() -> None:
    values = {
        "names": (("云杉", 3),),
        "codes": (("云杉", "02998.HK"),),
        "figures": (("云杉", "revenue CNY 31"),),
    }
    whole = Profile(document="a", **values, opening="云", headed="云杉", ladders=(("对手", True),))
    assert all(getattr(whole, field.name) for field in fields(Profile))
    document = OTHERS[0]
    row = encode(document, (), whole)
    assert profile_of(row.profile, id="a") == whole
