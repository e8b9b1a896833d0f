"""What a paragraph or a sentence is about by what stands before it: a heading, a question, a topic.

In: the folded text and a paragraph, or a sentence. Out: the words of a heading that opens the paragraph as
its first sentence (`资本开支。今年…`), and the line of business that it names where the lexicon or the text
elsewhere shows it to be one; the metrics that a paragraph asks after, which the next then tells; and the one
that a sentence without a number says something of (`出货一直在涨。2023年46吉瓦…`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from claims.draft import Draft
from claims.lexicons import one_of
from claims.model import Block, Measure
from claims.readingwords import reading_words
from claims.sentence import SentenceView
from claims.words import Lexicon, Role

_LONGEST_QUESTION = 60
"""Code points of a question that the next paragraph answers, at most."""
_LONGEST_TOPIC = 24
"""Code points of a sentence that only says what the next tells of, at most."""
_NEAR = 4
"""Code points that may stand before what it is about (`公司的出货…`)."""
_LONGEST = 12
"""Code points of a heading that opens its paragraph, at most."""
_AROUND = re.compile(r"^[\s■●◆▶•*【\d.、()（）一二三四五六七八九十]+|[\s。：:｜|】]+$")
_LINE = re.compile("[\u4e00-\u9fffA-Za-z]{2,8}")
_WORDS = reading_words().slices
_AND = re.compile("[与和及]")
_TOLD = one_of(_WORDS.told_as_line)
_KIND = re.compile(rf"{one_of(_WORDS.sure_endings)}$")
_LABELLED = re.compile(r"[\s■●◆▶•*【]*(?P<words>[\u4e00-\u9fffA-Za-z]{2,10})[】]?(?:方面)?[:：|｜】]")
"""A line's name before a colon, where it opens a paragraph (`线上业务：去年收入…`)."""


def run_in(folded: str, block: Block) -> str:
    """The words of the heading that a paragraph opens with, or nothing."""
    first = block.sentences[0] if len(block.sentences) > 1 else None
    if first is None or first.end - first.start > _LONGEST:
        return ""
    return _AROUND.sub("", folded[first.start : first.end])


def is_headed(folded: str, block: Block) -> bool:
    """Whether a paragraph opens with a heading of a word or two (`费用。销售费用5亿元…`)."""
    return _LINE.fullmatch(run_in(folded, block)) is not None


def headed_line(folded: str, block: Block, lexicon: Lexicon) -> tuple[str, str] | None:
    """The line of business, or the place of it, that such a heading names, as a dimension; or None."""
    words = run_in(folded, block)
    labelled = None if words else _LABELLED.match(folded, block.start, block.end)
    words = labelled["words"] if labelled is not None else words
    name = _KIND.sub("", words) or words
    if _LINE.fullmatch(name) is None or name in lexicon.dimensions.whole or name in _WORDS.no_lines:
        return None
    entries = lexicon.entries.get(name, ())
    if labelled is None and any(entry.role is Role.REGION for entry in entries):
        return "region", name
    if any(entry.role is Role.SEGMENT for entry in entries) or name != words:
        return "segment", name
    known = bool(entries) or any(True for _ in lexicon.finder.find(name))
    told = not known and labelled is None and re.search(re.escape(name) + _TOLD, folded) is not None
    return ("segment", name) if told else None


def line_below(
    folded: str, block: Block, lexicon: Lexicon, drafts: Sequence[Draft], wholes: Sequence[Draft]
) -> tuple[str, str] | None:
    """The line that such a heading names, where the revenue below cannot be that of the whole; or None.

    `drafts` are those of a sentence, `wholes` the levels of the document so far that no part has: another and
    larger revenue of the same subject and time tells that this one is a part's (`资管。收入14亿元`).
    """
    labelled = _LABELLED.match(folded, block.start, block.end)
    name = _KIND.sub("", run_in(folded, block) or (labelled["words"] if labelled is not None else ""))
    if _LINE.fullmatch(name) is None or name in lexicon.dimensions.whole or name in _WORDS.no_lines:
        return None
    if name.startswith(_WORDS.no_lines) or _AND.search(name) or any(True for _ in lexicon.finder.find(name)):
        return None
    for draft in drafts:
        if draft.metric != "revenue" or draft.measure is not Measure.LEVEL or draft.period is None:
            continue
        alike = [d for d in wholes if _of_the_same(d, draft)]
        return ("segment", name) if any(d.quantity.value > draft.quantity.value for d in alike) else None
    return None


def _of_the_same(whole: Draft, draft: Draft) -> bool:
    """Whether two revenues are of one subject and time, and differ."""
    if (whole.metric, whole.period, whole.unit) != (draft.metric, draft.period, draft.unit):
        return False
    room = (whole.quantity.ulp + draft.quantity.ulp) / 2
    return whole.entity == draft.entity and abs(whole.quantity.value - draft.quantity.value) > room


def asked_after(folded: str, block: Block, lexicon: Lexicon) -> tuple[str, ...]:
    """The metrics that a paragraph asks after (`负债率高不高？`), the last one first."""
    text = folded[block.start : block.end].rstrip()
    if not text.endswith(("?", "？")) or len(text) > _LONGEST_QUESTION:
        return ()
    named = [lexicon.senses[text[start:end]].metric for start, end in lexicon.finder.find(text)]
    return tuple([metric for metric in reversed(named) if metric is not None])


def topic_of(view: SentenceView) -> tuple[str, ...]:
    """The metric that a short sentence without a number opens with (`出货一直在涨。`)."""
    if view.quantities or view.end - view.start > _LONGEST_TOPIC:
        return ()
    senses = view.lexicon.senses
    for start, end in view.lexicon.finder.find(view.text, view.start, view.end):
        metric = senses[view.text[start:end]].metric
        if metric is not None and end - start > 1:
            return (metric,) if start <= view.start + _NEAR else ()
    return ()
