"""Whom and what a paragraph has spoken of so far: what 公司, 其 and a bare figure go back to.

One record a paragraph, carried from sentence to sentence by the steps that resolve whose a number is.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Speaking:
    """Whom and what a paragraph speaks of."""

    main: str | None
    """The document's subject."""
    subject: str | None
    """The subject spoken of last."""
    market: str | None = None
    """The market spoken of last."""
    segment: str | None = None
    """The slice of business spoken of last."""
    headed: tuple[str, str] | None = None
    """The slice of business that opens the paragraph by itself (`储能。去年…`), as a dimension."""
    holder: str | None = None
    """The holder spoken of last."""
    held: str | None = None
    """The company whose shares were last said to be bought or sold by another."""
    trader: str | None = None
    """Whose money was last said to flow into shares or out of them."""
    venture: str | None = None
    """The joint venture spoken of last, of whose capital the stakes are."""
    whole: str | None = None
    """The first subject spoken of, whose figures are then parted."""
    target: str | None = None
    """The company of which a part is bought."""
    priced: str | None = None
    """The good, index or share of which a price was given last."""
    others: frozenset[str] = frozenset()
    """Companies that the text only names beside its own, behind which 公司 is its own again."""
    aside: str | None = None
    """The one of them that the sentence before spoke of, whom 其 and 该公司 go back to."""
    plant: str | None = None
    """The plant that the paragraph was asked about."""
    project: str | None = None
    """The project that a company builds for another and that is told of."""
