"""Places and people that a company counts: its stores and its staff.

In: a draft with its metric, and the view. Out: the draft with `stores` or `employees` where what is counted
tells so, and the item or segment that the words beside it name (新开, 直营, 研发).
"""

from __future__ import annotations

import re
from functools import cache

from claims.draft import Draft
from claims.heads import PHRASE_END
from claims.lexicons import one_of, trie
from claims.model import Measure
from claims.readingwords import reading_words
from claims.sentence import SentenceView
from claims.words import Lexicon

_WORDS = reading_words().metrics
_STOPS = ",，。;；、"
_NET = re.compile(rf"[,，、;；\s]*(?P<word>{trie(list(_WORDS.net_moves))})了?约?$")
_STAFF = re.compile(rf"(?:{trie(_WORDS.link)}|[,，\s])*")
_SHOPS = re.compile(
    rf"[\u4e00-\u9fff]{{2,8}}{one_of(_WORDS.shops)}[”\"」』]?(?P<behind>[^,，。;；]{{0,16}})$"
)
SHOPS_BEHIND = re.compile(
    rf"(?:{one_of(_WORDS.kinds_of_shops)})?{one_of(_WORDS.shops_counted)}(?![\u4e00-\u9fff]?[主东])"
)
"""Right behind a count: what is counted is shops (`12间分店`)."""
_OF_GOODS = frozenset(
    {"sales_volume", "output", "shipments", "deliveries", "orders", "capacity", "inventory"}
)
"""What goods are counted for, and people never."""
_OF_SHARES = frozenset({
    "buyback", "stake_change", "shareholding", "unlocked_shares", "pledge", "funding", "investment",
    "revenue", "fiscal", "trading_volume", "price", "share_price", "tax", "debt",
})  # fmt: skip
"""What shares or money are counted for, and people never (`向2名激励对象回购注销`)."""
_WHERE = frozenset({"stores"})
"""What people work in, and are never counted as."""
_DEEDS = {word: deed for deed, words in _WORDS.opened_or_closed.items() for word in words}
_BY_STAFF = frozenset({"rnd_expense", "selling_expense", "admin_expense", "sales_volume"})
"""What the word for a kind of staff may stand for, too."""
_OWN = re.compile(rf"(?:{one_of(_WORDS.own_staff)})(?:{one_of(_WORDS.own_staff)}|{one_of(_WORDS.link)})*")
"""All that stands before the heads whom a company has."""
_OPENED = re.compile(rf"(?P<deed>{one_of(list(_DEEDS))})[^,，、。;；]{{0,10}}$")
"""Right before places that a company opened or closed."""
_KIND_SHARES = re.compile(
    rf"[,，;；]\s*(?:其中)?(?P<kind>[\u4e00-\u9fff]{{2,6}}?)(?P<staff>{one_of(reading_words().breakdowns.staff)})?"
    r"(?:大约|约|则|就)?占(?:比|了|到)?(?:为|约|近|达)?"
)
"""Between a headcount and the share of one kind of staff in it."""
_OF_ALL = re.compile(
    r"[,，]?约?占(?:了|到)?(?:公司|集团)?(?:全体|全部|总|在职)?(?:员工|职工|人员|雇员|人数)[\u4e00-\u9fff]{0,6}?"
)
"""Between a kind of staff and the share that it is of them all."""
_RUN_BY = re.compile(one_of(_WORDS.run_by))


def count_places(view: SentenceView, draft: Draft) -> None:
    """Places counted behind a name that ends as a shop's does are stores (`“云杉鲜奶屋”已经突破1600家`)."""
    if draft.metric not in (None, "other") or draft.quantity.classifier not in _WORDS.shop_counters:
        return
    if SHOPS_BEHIND.match(view.text, draft.end, view.end):
        draft.metric, draft.head, draft.label = "stores", None, None
        return
    found = _SHOPS.search(view.text, view.clauses[draft.clause][0], draft.quantity.start)
    if found is not None and not any(
        q.start >= found.start() for q in view.quantities if q.end <= draft.start
    ):
        draft.metric, draft.head, draft.label = "stores", None, None


def count_staff(view: SentenceView, draft: Draft, earlier: Draft | None) -> None:
    """`去年底694人,今年6月底812人`: heads at the close of a year or a month that nothing names are staff.

    So are those whom the company itself has (`我们现在三千多人`), and the kinds of them behind.
    """
    _of_staff(view, draft, earlier)
    if draft.quantity.classifier not in _WORDS.heads:
        return
    moved = _NET.match(view.text, draft.own_start, draft.start)
    if draft.metric == "employees" and draft.head is None and moved is not None:
        draft.measure, draft.direction = Measure.CHANGE, _WORDS.net_moves[moved["word"]]
    if draft.metric not in (None, "other"):
        return
    closes = [p for p in view.phrases if draft.own_start <= p.start and p.end <= draft.start]
    if not closes or not view.text[closes[-1].start : closes[-1].end].endswith(("底", "末")):
        return
    if _STAFF.fullmatch(view.without_phrases(draft.own_start, draft.start)) is None:
        return
    if PHRASE_END.match(view.text, draft.end) or view.text[draft.end : draft.end + 1] in _STOPS:
        draft.metric, draft.label = "employees", None


def _of_staff(view: SentenceView, draft: Draft, earlier: Draft | None) -> None:
    """Heads whom the company itself has, or a kind of those told of before, and the share of these."""
    told = earlier is not None and earlier.metric == "employees" and earlier.kind == "count"
    if earlier is not None and told and draft.kind == "percent":
        kind = _KIND_SHARES.fullmatch(view.text, earlier.end, draft.start)
        if kind is not None and (kind["staff"] or _kind_of_staff(view.lexicon).search(kind["kind"])):
            draft.metric, draft.measure, draft.of, draft.head = "employees", Measure.SHARE, None, None
            draft.label, draft.dimensions["item"] = None, kind["kind"]  # 员工5,430人,研发占37%
            return
    if earlier is not None and told and draft.measure is Measure.SHARE:
        if draft.metric == "employees" and _OF_ALL.fullmatch(
            view.text, earlier.end, draft.quantity.qualifier_start
        ):
            draft.dimensions |= {k: v for k, v in earlier.dimensions.items() if k == "item"}
            return  # 研发人员842人,占员工总数的65%
        if draft.head is not None and draft.head[1] <= earlier.start and draft.metric in _BY_STAFF:
            draft.metric, draft.of, draft.head = "employees", None, None
            draft.dimensions |= {k: v for k, v in earlier.dimensions.items() if k == "item"}
        return
    if draft.kind != "count" or draft.metric not in (None, "other"):
        return
    words = view.without_phrases(draft.own_start, draft.quantity.qualifier_start).strip(" ,，")
    people = draft.quantity.classifier in _WORDS.heads
    own = _OWN.fullmatch(words) is not None and people
    kind = (
        _kind_of_staff(view.lexicon).search(words)
        if told and (people or draft.quantity.classifier == "个")
        else None
    )
    if not (own or kind) or not _ends(view, draft):
        return
    draft.metric, draft.label = "employees", None
    if kind is not None:
        draft.dimensions["item"] = kind["item"]


def _ends(view: SentenceView, draft: Draft) -> bool:
    """Whether nothing that is counted follows a number of heads."""
    return (
        PHRASE_END.match(view.text, draft.end) is not None
        or view.text[draft.end : draft.end + 1] in _STOPS
        or draft.end >= view.end
    )


def part_people_from_goods(view: SentenceView, draft: Draft, earlier: Draft | None) -> None:
    """People that a word for their work follows are of the staff (`357名销售`), others of nothing known.

    Behind the staff people counted by where they work are parts of it (`员工9480人,门店5126人`).
    """
    if draft.metric in _WHERE and draft.quantity.classifier in reading_words().breakdowns.people:
        staff = earlier is not None and earlier.metric == "employees"
        draft.metric = "employees" if staff else "other"
        place = view.text[draft.head[0] : draft.head[1]] if draft.head is not None else ""
        draft.head = None
        if staff and place:
            draft.dimensions["item"] = place
        return
    if draft.metric in _OF_SHARES and draft.quantity.classifier in reading_words().breakdowns.people:
        draft.metric, draft.head, draft.measure = "other", None, Measure.LEVEL
        return
    if draft.metric not in _OF_GOODS or draft.quantity.classifier not in reading_words().breakdowns.people:
        return
    work = _work_behind(view.lexicon).match(view.text, draft.end, view.end)
    draft.metric, draft.head = ("employees" if work is not None else "other"), None
    if work is not None:
        draft.dimensions["item"] = work["item"]


def sort_counted(view: SentenceView, draft: Draft) -> bool:
    """Set which of the stores or staff a number counts, by the words before it; whether they name an item."""
    words = view.text, draft.own_start, draft.start
    if draft.metric == "stores":
        run_by, item = _RUN_BY.search(*words), draft.dimensions.get("item", "")
        if run_by is not None and "segment" not in draft.dimensions and not _RUN_BY.search(item):
            draft.dimensions["segment"] = run_by.group()
        found = _OPENED.search(*words)
        if found is not None:
            deed, own = _DEEDS[found["deed"]], draft.dimensions.get("item", "")
            draft.dimensions["item"] = own if own.endswith(deed) else deed  # 新开加盟店 are not all opened
        return found is not None
    if draft.metric != "employees" or draft.kind != "count" or "item" in draft.dimensions:
        return False
    staff = _kind_of_staff(view.lexicon).search(*words)
    if staff is not None:
        draft.dimensions["item"] = staff["item"]
    return True


def is_opened_or_closed(item: str) -> bool:
    """Whether an item tells what was done to the stores counted, and not what they are."""
    return item in _WORDS.opened_or_closed


@cache
def _work_behind(lexicon: Lexicon) -> re.Pattern[str]:
    """A kind of staff right behind their number (`357名销售`)."""
    return re.compile(
        rf"(?P<item>{one_of(lexicon.metrics['employees'].items)})(?:人员|代表|员)?(?=[,，、。;；:：的]|$)"
    )


@cache
def _kind_of_staff(lexicon: Lexicon) -> re.Pattern[str]:
    """A kind of staff right before their number (`研发有338人`)."""
    kinds = one_of(lexicon.metrics["employees"].items)
    return re.compile(rf"(?P<item>{kinds})(?:人员|团队)?(?:{one_of(_WORDS.link)})*$")
