"""Shares of a whole that only a verb tells: `营收7亿元,其中七成来自海外`, `薪酬占了其中的63%`.

In: the drafts of a sentence with metric and measure, its view, and the levels that the paragraph has told so
far. Out: bare percentages behind a whole as shares of it, with the part that the verb or 占 goes with.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from claims.draft import Draft, back_from
from claims.lexicons import one_of, trie
from claims.model import Measure
from claims.partnames import NAME_ENDS, NOT_IN_NAMES, PART_NAME, PART_SLICES
from claims.places import is_place
from claims.readingwords import reading_words
from claims.sentence import SentenceView
from claims.words import Role

_WORDS = reading_words().breakdowns
_LEADS = re.compile(rf"[,，;；:：\s]*(?:{trie(_WORDS.share_leads)})?")
"""All that may stand before such a number in its clause."""
_VERB = re.compile(
    rf"(?:的?(?:{trie(_WORDS.shared_out)}))?(?:都|均|则|也)?(?P<verb>{trie(_WORDS.share_verbs)})"
    rf"(?P<name>[^,，。;；:：!！?？\d()（）]{{2,14}}?)(?:贡献|的)?(?=[,，。;；:：!！?？()（）\n]|$)"
)
"""Behind it: that what follows is the part."""
_BRINGS = re.compile(rf"(?:{one_of(reading_words().slices.yields)})[^,，。;；\d]{{0,4}}$")
"""Before an amount: that a part brings it in."""
_WITHIN = re.compile(
    rf"(?P<name>[^,，。;；\d]{{2,12}}?)(?:就|便|则|大约|大概)?(?:{trie(_WORDS.share_within)})[约近超]?$"
)
"""Before it: the part, and that the share is of what was told of."""


def tell_shares(view: SentenceView, drafts: Sequence[Draft], told: Sequence[Draft]) -> None:
    """Make bare percentages that a verb leads from to a part shares of the whole told last.

    `told` are the levels of the paragraph before the sentence.
    """
    for index, draft in enumerate(drafts):
        if draft.kind != "percent" or draft.measure not in (Measure.LEVEL, Measure.SHARE):
            continue
        if (part := _part_of(view, draft)) is None:
            continue
        if (whole := _whole(back_from(drafts, index, told))) is None:
            continue
        draft.metric, draft.measure, draft.carried = whole.metric, Measure.SHARE, True
        draft.label = draft.head = draft.of = None
        for key in ("item", *PART_SLICES):
            draft.dimensions.pop(key, None)
        key = _key(view, part, whole)
        draft.dimensions[key] = part
        draft.part = "" if key == "item" else key
        draft.why("dimensions", draft.own_start, draft.end, "clause")


def name_brought_in(view: SentenceView, drafts: Sequence[Draft]) -> None:
    """Name what a part brought in by what it is the share of (`大客户贡献1.8亿元,占全年4亿元收入的45%`)."""
    for index, share in enumerate(drafts):
        if share.measure is not Measure.SHARE or share.metric not in _WORDS.wholes:
            continue
        levels = [d for d in drafts[max(0, index - 2) : index] if d.measure is Measure.LEVEL]
        whole = levels.pop() if len(levels) > 1 and levels[-1].metric == share.metric else None
        part = levels[-1] if levels else None
        if part is None or part.metric not in (None, "other") or part.kind != "money":
            continue
        if whole is not None and (whole.kind != part.kind or not view.cues(part.end, whole.start, "share")):
            continue
        if _BRINGS.search(view.text, part.own_start, part.start) is None:
            continue
        part.metric, part.label, part.head = share.metric, None, None
        share.same_slice = part


def _part_of(view: SentenceView, draft: Draft) -> str | None:
    """The part that a number is the share of by its verb or by 占其中, or None."""
    start, end = draft.own_start, draft.quantity.qualifier_start
    within = _WITHIN.search(view.text, start, end)
    verb = None
    if draft.metric in (None, "other") and _LEADS.fullmatch(view.text, start, end):
        verb = _VERB.match(view.text, draft.quantity.qualifier_end)
    told = within or verb
    if told is None:
        return None
    name = told["name"].lstrip("，,；;、")
    part = NAME_ENDS.sub("", name) or name
    if PART_NAME.fullmatch(part) is None or part.startswith(_WORDS.no_share_parts):
        return None
    return part if within is not None or NOT_IN_NAMES.search(part) is None else None


def _key(view: SentenceView, part: str, whole: Draft) -> str:
    """Of which kind a part is: a kind of staff, a place, else a line of the business."""
    if whole.metric == "employees":
        return "item"
    place = is_place(view, part) or any(e.role is Role.REGION for e in view.lexicon.entries.get(part, ()))
    return "region" if place else "segment"


def _whole(drafts: Iterable[Draft]) -> Draft | None:
    """The level told last, if parts are told of its metric; drafts come the last first."""
    last = next((d for d in drafts if d.measure is Measure.LEVEL), None)
    return last if last is not None and last.metric in _WORDS.wholes else None
