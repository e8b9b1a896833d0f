"""Who is named in a text, and with how many signs that it is about them.

In: the folded text and its clauses' starts. Out: a `Census` with the names and their votes. Names come from
the household names of the lexicon; from what marks a name (a stock code, a legal ending, `简称`, a rating);
from the heads of a round-up's items; and from the runs of characters that open clauses before the words that
follow a subject (`…公告`, `…的收入`). Each way to find them is a module of its own; the steps here weigh
what it finds.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence

from claims import namesigns as signs
from claims.affiliates import affiliates_of
from claims.bystanders import only_cited, only_forecasting, only_holding
from claims.codednames import before_codes, is_another
from claims.comparednames import compared
from claims.fundednames import funded
from claims.latinnames import latin_names
from claims.leadnames import about_in_lead, named_above, rated_in
from claims.lexicons import everywhere, holds_any
from claims.markednames import before_tickers, introduced, legal_names, listed_by, targets_of, written_to
from claims.nametests import ENOUGH, called_by_stem, is_goods, is_line, is_made, looks_like_one, only_owns
from claims.naming import cleaned, opens_notice, plausible, stem_of
from claims.openernames import opening_names
from claims.peernames import others_of, rivals_of, told_then
from claims.personnames import is_person
from claims.readingwords import reading_words
from claims.rivalnames import rivals_beside, rivals_told_of
from claims.roundups import item_heads
from claims.shortforms import bare_of, declared_as, short_of
from claims.spokennames import Spoken, likened_to, spoken_of
from claims.titlenames import before_colon, headlines, stemmed, told_of, used_on
from claims.words import Lexicon

_WORDS = reading_words().names
_TIMES_TITLE = 3
"""A name in the title counts as much as this many clauses that it opens."""
_ITEM_VOTES = 2
"""A name that opens an item counts for more than one that is only mentioned in it."""
_OPENING = 40
"""Code points in which a text names whom it is about, behind the day and who reports."""
_TICKER_VOTES = 3
"""What a name before a ticker counts as."""
_STATED_VOTES = 4
"""What a name counts as that is rated, written to or announces something."""
_OFFICIAL_VOTES = 5
"""What the name that a share is listed by counts as."""
_MUCH = 2
"""How many times the votes of others whom no headline names a text's own company weighs."""


class Census:
    """Who is named in a text: each step finds names in one way, and gives each a vote for every sign."""

    def __init__(self, folded: str, clause_starts: Sequence[int], lexicon: Lexicon) -> None:
        self.folded = folded
        behind = (
            [at + 1 for at, character in enumerate(folded) if character == "】"] if "】" in folded else []
        )
        self.clause_starts = sorted({*clause_starts, *behind}) if behind else clause_starts
        self.lexicon = lexicon
        self.headlines = headlines(folded)
        """Where the lines start that may be headlines."""
        self.votes: Counter[str] = Counter()
        self.sure: set[str] = set()
        self.full: set[str] = set()
        """Full names, by their legal ending."""
        self.apart: set[str] = set()
        """Short forms of holders and counterparties, which are nobody's alias."""
        self.opened: Counter[str] = Counter()
        """Runs of characters that open clauses as a subject does → how many."""
        self.acting: set[str] = set()
        """Those of them that do something there."""
        self.houses: set[str] = set()
        """Houses that rate others and announce something here."""
        self.listed: set[str] = set()
        """Names before a stock code or a quote."""
        self.first = ""
        """The one that opens the text."""
        self.passing: set[str] = set()
        """Names that only open a clause which tells something of them."""
        self.told = False
        """Whether the way of speaking has told whom the text is about."""
        self.called: dict[str, str] = {}
        """What the text calls its company by → its name."""

    def _add(self, name: str, votes: int) -> None:
        if name.startswith("ST") and f"*{name}" in self.folded:
            name = f"*{name}"
        self.sure.add(name)
        self.votes[name] += votes

    def _counted(self, names: Iterable[str]) -> Counter[str]:
        """How often the text holds each of some names."""
        return Counter([self.folded[start:end] for start, end in everywhere(names, self.folded)])

    def ticked(self) -> None:
        """Names before a ticker of letters alone, which looks like any abbreviation."""
        for name in before_tickers(self.folded, self.lexicon):
            self._add(name, _TICKER_VOTES)

    def coded(self) -> None:
        """Names before a stock code or a quote."""
        for name, votes in before_codes(self.folded, self.lexicon):
            if is_another(name, self.lexicon):
                self.apart.add(name)
            self.listed.add(name)
            self._add(name, votes)

    def _is_cut(self, name: str) -> bool:
        """Whether a name is only what a listed one begins with, and stands nowhere alone."""
        longer = (listed for listed in self.listed if listed != name and listed.startswith(name))
        return any(self.folded.count(name) == self.folded.count(listed) for listed in longer)

    def raising(self) -> None:
        """Names of those who raise money."""
        for name in funded(self.folded, self.lexicon):
            self._add(name, _ITEM_VOTES)

    def headed(self) -> None:
        """Names that open the items of a round-up before a colon."""
        for name in item_heads(self.folded, self.lexicon):
            self._add(name, _ITEM_VOTES)

    def short_forms(self) -> None:
        """Short forms that the text introduces; those of holders and counterparties get no vote."""
        for name in listed_by(self.folded, self.lexicon):
            for longer in [known for known in self.sure if known.endswith(name) and known != name]:
                self.sure.discard(longer)
                self.votes[name] += self.votes.pop(longer, 0)
            self._add(name, _OFFICIAL_VOTES)
        for name, held in introduced(self.folded, self.lexicon):
            self._add(name, 0 if held else 1)
            if held:
                self.apart.add(name)

    def targets(self) -> None:
        """Companies of which a part is bought or sold; the text is about somebody else."""
        for name in targets_of(self.folded, self.lexicon):
            self._add(name, 0)

    def rated(self) -> None:
        """Names that a house rates, and to whom an exchange writes."""
        for name in written_to(self.folded, self.lexicon):
            self._add(name, _STATED_VOTES)

    def full_names(self) -> None:
        """Full names, by their legal ending."""
        for name, announces in legal_names(self.folded, self.lexicon):
            self.full.add(name)
            self.votes[name] += _STATED_VOTES if announces else 1

    def announcers(self) -> None:
        """Who announces something where a clause opens."""
        starts = self.clause_starts
        for index in sorted(
            {bisect_right(starts, m.start()) - 1 for m in signs.ANNOUNCES.finditer(self.folded)}
        ):
            announcer = signs.ANNOUNCER.match(self.folded, starts[index]) if index >= 0 else None
            if announcer is None:
                continue
            if announcer["name"].startswith(_WORDS.not_announcers):
                continue  # 与某某发布的数据相比
            name = cleaned(announcer["name"], self.lexicon)
            sure = len(name) > 2 and (index == 0 or self.folded.count(name) > 1)
            if name in self.lexicon.researchers:
                self.houses.add(name)
            elif self._is_cut(name):
                continue
            elif plausible(name, self.lexicon, coded=sure):
                self._add(name, _STATED_VOTES)

    def openers(self) -> None:
        """Runs of characters that open clauses before the words that follow a subject."""
        for start, name, acts in opening_names(self.folded, self.clause_starts, self.lexicon):
            self.opened[name] += 1
            if acts:
                self.acting.add(name)
            early = not self.first and start < _OPENING
            if start == self.clause_starts[0] or (early and (acts or self._behind_time(start, name))):
                self.first = name

    def _behind_time(self, start: int, name: str) -> bool:
        """Whether a name that ends like a company's opens the text but for when it was (`2024年，…`)."""
        lead = self.folded[self.clause_starts[0] : start]
        return signs.WHEN.fullmatch(lead) is not None and looks_like_one(name, self.lexicon)

    def headline(self) -> None:
        """The name before a headline's colon, and those that headlines tell by their form."""
        for names in (before_colon, told_of, rated_in):
            for name in names(self.folded, self.headlines, self.lexicon):
                self._add(name, _TIMES_TITLE)

    def recurring(self) -> None:
        """Of the runs that open clauses: known names, those that recur, those that look like one and act."""
        unknown: dict[str, int] = {}
        for name, count in self.opened.items():
            if name in self.lexicon.researchers:
                continue
            if name in self.lexicon.companies or name in self.sure:
                self.votes[name] += count
            elif count >= ENOUGH or looks_like_one(name, self.lexicon):
                unknown[name] = count
        times = self._counted(unknown)
        for name, count in unknown.items():
            known_by_use = count >= ENOUGH and times[name] >= ENOUGH
            known_by_looks = (name in self.acting or times[name] > 1) and looks_like_one(name, self.lexicon)
            if (known_by_use or known_by_looks) and not self._is_made(name):
                self._add(name, count)
        if (
            self.first
            and self.first not in self.sure
            and self.first not in self.lexicon.researchers
            and self.first not in self.lexicon.companies
            and opens_notice(self.first, self.lexicon)
            and not self._is_made(self.first)
            and (self.first in self.acting or not only_owns(self.first, self.folded))
        ):
            self._add(self.first, 2)

    def _is_made(self, name: str) -> bool:
        """Whether a name that does nothing here is that of goods or of a line of business."""
        if name not in self.acting and (is_made(name, self.folded) or is_line(name, self.folded)):
            return True
        return is_goods(name, self.folded)

    def latin(self) -> None:
        """Latin names of several words that a legal form closes, or that recur and do something."""
        counted, acting = latin_names(self.folded, self.lexicon)
        self.acting |= acting
        for name, count in counted.items():
            if name in self.acting and (count > 1 or signs.LATIN_FORM.search(name)):
                self._add(name, count)

    def households(self) -> None:
        """Household names of the lexicon."""
        places = self.lexicon.households.find(self.folded)
        found = {
            self.folded[start:end]
            for start, end in places
            if not (likened_to(self.folded, start) or self.folded.startswith(_WORDS.terrain, end))
        }
        for alias in found - self.sure:
            self._add(alias, 0 if alias in self.lexicon.researchers else self.opened.get(alias, 0))
            longer = self._goes_on(alias)
            if longer is not None:
                self.apart.add(longer)
                self._add(longer, 0)
        known = next(
            (a for a in found if a not in self.lexicon.researchers and self.folded.startswith(a)), ""
        )
        if known and signs.REPORTS.match(self.folded, len(known)):
            self.votes[known] += 1

    def _goes_on(self, alias: str) -> str | None:
        """Another company whose name begins like a household name (比亚迪电子, 比亚迪), or None."""
        names = self.lexicon.names
        behind = self.folded.find(alias) + len(alias)
        ending = next((s for s in names.spun_off if self.folded.startswith(s, behind)), None)
        if ending is None or self.lexicon.companies.get(alias + ending) == alias + ending:
            return None  # 小鹏汽车 is called 小鹏
        return alias + ending

    def shortened(self) -> None:
        """Give the votes of a full name to the short form that the text uses, else keep the full name."""
        for name in sorted(self.full):
            short = short_of(name, self)
            if short is not None:
                votes = self.votes.pop(name, 0)
                if self.votes[short] and declared_as(name, self) == short:
                    votes = max(votes - 1, 0)  # where it is given counts once
                self._add(short, votes + (1 if short not in self.votes else 0))
            else:
                self.sure.add(name)

    def bared(self) -> None:
        """Give the votes of a run to the name that it ends with and the text goes on to use."""
        for name in sorted(self.sure - self.full - self.apart - self.listed):
            if name in self.lexicon.companies or name in self.lexicon.researchers:
                continue
            bare = bare_of(name, self)
            if bare is not None:
                self.sure.discard(name)
                self._add(bare, self.votes.pop(name, 0))

    def others(self) -> None:
        """Other companies that are named in passing or as one's own, without a vote."""
        for name in affiliates_of(self.folded, self.lexicon, frozenset(self.sure)):
            self.apart.add(name)
            self._add(name, 0)
        known_names = frozenset(self.sure)
        told = told_then(self.folded, self.lexicon, known_names) if any(self.votes.values()) else ()
        for name in (*others_of(self.folded, self.lexicon, known_names), *told):
            if is_goods(name, self.folded):
                continue
            if any(known.startswith(name) and known != name for known in self.sure):
                continue  # 云杉 beside its peers, where the text is about 云杉光电
            self._add(name, 0)
            stem = stem_of(name, self.lexicon.names.suffixes)
            if self.folded.count(stem) > self.folded.count(name) and plausible(stem, self.lexicon):
                self._add(stem, 0)

    def turned_to(self) -> None:
        """Other companies to which a clause turns, without a vote."""
        for name in rivals_beside(self.folded, self.lexicon, frozenset(self.sure)):
            self._add(name, 0)
        for name in sorted(set(rivals_told_of(self.folded, self.lexicon, frozenset(self.sure)))):
            self.passing.add(name)
            self._add(name, 0)

    def compared(self) -> None:
        """Other companies by what they are set beside, without a vote."""
        for name in compared(self.folded, self.lexicon, frozenset(self.sure)):
            if not any(known.startswith(name) for known in self.sure) and not is_goods(name, self.folded):
                self._add(name, 0)

    def rivals(self) -> None:
        """Whom a paragraph goes on to speak of that has turned to others, without a vote."""
        if holds_any((*_WORDS.rivals, *_WORDS.labels, *_WORDS.ahead_of, *_WORDS.peers), self.folded):
            voted = [name for name in self.votes if self.votes[name]]
            runs = [run for run in self.opened if not any(run in name or name in run for name in voted)]
            for name in rivals_of(self.folded, sorted(runs), self.lexicon):
                if is_goods(name, self.folded):
                    continue
                if name not in self.sure:
                    self.passing.add(name)
                self._add(name, 0)

    def cited(self) -> None:
        """Take the votes from those whose data a text only cites (`某某咨询数据显示`)."""
        voted = [name for name in self.votes if self.votes[name] and name not in self.listed]
        for name in only_cited(self.folded, voted):
            if name not in self.full:
                self.votes[name] = 0
                if name not in self.lexicon.companies:
                    self.sure.discard(name)

    def _outvoted(self, names: Iterable[str]) -> Counter[str]:
        """Take the votes from some names; what was taken."""
        taken = Counter({name: self.votes[name] for name in names})
        for name in taken:
            self.votes[name] = 0
        return taken

    def _unlisted(self) -> list[str]:
        """Names with votes that are no full names and stand before no stock code."""
        return [n for n in self.votes if self.votes[n] and n not in self.full and n not in self.listed]

    def forecasting(self) -> Counter[str]:
        """Take the votes from houses that only say what they think or forecast; what was taken."""
        return self._outvoted(only_forecasting(self.folded, self._unlisted()))

    def holding(self) -> Counter[str]:
        """Take the votes from those who only hold a part of somebody's shares; what was taken."""
        unknown = [name for name in self._unlisted() if name not in self.lexicon.companies]
        taken = self._outvoted(only_holding(self.folded, unknown))
        self.apart.update(taken)
        return taken

    def persons(self) -> None:
        """Take the votes from people, by how the text speaks of them."""
        for name in [n for n in self.votes if self.votes[n]]:
            if (
                name not in self.listed
                and name not in self.lexicon.companies
                and is_person(name, self.folded)
            ):
                self.votes[name] = 0
                self.sure.discard(name)

    def spoken(self, title: str) -> None:
        """Whom a text speaks of whose title holds no name that it votes for."""
        best = max(self.votes.values(), default=0)
        endings = _WORDS.stem_endings
        if best and any(
            name in title or (stem_of(name, endings) or name) in title
            for name in self.votes
            if self.votes[name] == best
        ):
            return
        if self.told or (best and any(self.votes[name] == best for name in self.listed | self.full)):
            return
        others = {name for name in self.sure - self.passing if not self.votes[name]}
        known = self.sure | {alias for alias in self.lexicon.companies if alias in self.folded}
        found = spoken_of(self.folded, title, known, others, self.lexicon)
        if found is not None and found.weight > _MUCH * best:
            self._speak(found, best)

    def spoken_first(self, title: str) -> None:
        """Whom a text without any other sign speaks of, unless its title holds a subject of its clauses."""
        above = named_above(title, self.folded, self.opened, self.lexicon)
        beside = self.sure - self.passing
        found = spoken_of(self.folded, title, self.sure, beside, self.lexicon, alone=True)
        by_name = found is not None and found.stem == above != found.name and found.name in title
        if found is not None and (above is None or by_name or above not in found.name):
            self._speak(found, 0)

    def _speak(self, found: Spoken, best: int) -> None:
        """Vote for whom a text speaks of, more than for any other."""
        self.told = True
        self._add(found.name, best + 1)
        if found.stem != found.name:
            self.called[found.stem] = found.name
        self.set_beside()

    def set_beside(self) -> None:
        """Other companies by what they are set beside, once it is known whose text it is."""
        self.others()
        self.compared()
        self.turned_to()
        self.rivals()

    def beside(self, title: str) -> None:
        """Take the votes from those whom no headline names and whom the text brings in beside its own."""
        voted = {name for name in self._unlisted() if self.votes[name] and name not in title}
        if voted:
            self._outvoted(sorted(voted.intersection(rivals_beside(self.folded, self.lexicon, ()))))

    def titled(self, title: str) -> None:
        """Names in the title."""
        if not any(name in title for name in self.sure):
            name = used_on(title, self.folded, self.lexicon)
            if name is not None:
                self._add(name, _TIMES_TITLE)
        for name in self.sure - self.lexicon.researchers:
            if name in title:
                self.votes[name] += _TIMES_TITLE

    def count(self, title: str | None) -> None:
        """Take every step, in the order in which one builds on another; `title` is folded."""
        self.coded()
        self.ticked()
        self.short_forms()
        self.targets()
        self.rated()
        self.full_names()
        self.announcers()
        self.openers()
        self.headline()
        self.headed()
        self.raising()
        self.recurring()
        self.latin()
        self.households()
        self.shortened()
        self.bared()
        self.set_beside()
        self.cited()
        self.persons()
        if title:
            self.beside(title)
        houses = self.forecasting() + self.holding()
        if not any(self.votes.values()):
            for name, stem in stemmed(self.folded, self.headlines, self.lexicon):
                self._add(name, _TIMES_TITLE)
                self._add(stem, 0)
        if not any(self.votes.values()):
            for name, count in self.opened.items():
                if looks_like_one(name, self.lexicon) and called_by_stem(
                    name, self.folded, title or "", self.lexicon
                ):
                    self._add(name, count)  # 面板厂云杉光电去年由亏转盈, later 云杉
        if title and not any(self.votes.values()):
            self.spoken_first(title)
        if not any(self.votes.values()):
            main = about_in_lead(
                title or "", self.folded, self.headlines, self.opened, self.clause_starts, self.lexicon
            )
            if main is not None:
                self._add(main, _TIMES_TITLE)
        if not any(self.votes.values()):
            self.votes.update(houses)
        if not any(self.votes.values()):
            for name in self.houses:
                self._add(name, 1)
        if title:
            self.titled(title)
            self.spoken(title)
