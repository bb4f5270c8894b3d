"""One line, one task: signs, people, dates, times, recurrences; what is left is the title.

``!``, ``!!``, ``!important`` and ``!重要`` say that it is important, ``!urgent`` and ``!紧急`` that it is urgent, ``!!!`` both;
``@`` is a person, ``#`` a tag, ``~`` how long it takes. What stands in quotation marks is title as it is. What cannot be read
stays in the title, and a problem says so: a line is never refused here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from itertools import islice
from typing import Final

from salesops_tui.domain.quick_add.dates import Day, find_days
from salesops_tui.domain.quick_add.estimates import ESTIMATE, read_estimate
from salesops_tui.domain.quick_add.reading import (
    Context,
    Named,
    NameKind,
    Part,
    Problem,
    Reading,
    Span,
    Unclear,
)
from salesops_tui.domain.quick_add.recurring import FoundRecurrence, at_month_end, find_recurrence, find_single_word
from salesops_tui.domain.quick_add.times import TIME, time_of
from salesops_tui.domain.recurrence import first_due, never_comes
from salesops_tui.domain.recurrences import Recurrence
from salesops_tui.domain.text import LONGEST_TEXT

_TAKEN: Final = "\x00"
"""Stands where a part was read: no pattern reaches across it."""
_QUOTED: Final = "\x01"
_MOST_PARTS: Final = 20
"""A line with more dates or people than this is none that a person typed: those after it are title."""
_LONGEST_LEAD: Final = 20
_LONGEST_NAME: Final = 80
_WIDE: Final = str.maketrans({code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20, 0x301C: 0x7E})
"""Full-width signs, figures and letters are read as the plain ones; every character stays one character."""
_QUOTES: Final = re.compile(r'"[^"]+"|“[^”]+”|「[^」]+」|‘[^’]+’')
_SIGNS: Final = (
    (
        re.compile(r"!\s?(?:urgent(?![a-z])|紧急|緊急|急(?!诊|诊|救))|(?<!\S)(?:urgent|紧急|緊急)!", re.IGNORECASE),
        Part.URGENT,
    ),
    (re.compile(r"!\s?(?:important(?![a-z])|重要)|重要!|(?<!\S)!{1,2}(?!\S)", re.IGNORECASE), Part.IMPORTANT),
)
_BOTH: Final = re.compile(r"(?<!\S)!{3,}(?!\S)")
_TAG: Final = re.compile(r"(?<![\w/])#(?P<tag>[^\s#@!~,，。、；;:：\x00\x01]+)")
_ESTIMATE: Final = re.compile(ESTIMATE, re.IGNORECASE)
_PERSON: Final = re.compile(r"(?<![A-Za-z0-9._])@(?=\S)")
_START_BEFORE: Final = re.compile(
    r"(?:(?<![A-Za-z])(?:start(?:ing)?(?:\s+on)?|from|not\s+before)\s+|[从從自])$", re.IGNORECASE
)
_START_AFTER: Final = re.compile(r"\s*(?:开始|開始|起(?!草|诉|步|点))")
_BLANKS: Final = re.compile(r"\s+")
_CJK: Final = r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]"
_BETWEEN_CJK: Final = re.compile(rf"(?<={_CJK})\x00+\s*(?={_CJK})")
_HANGING: Final = " \t,，、;；。:：-–—"
_MONTH_END: Final = re.compile(r"月[底末]|end\s+of(?:\s+the|\s+this|\s+next)?\s+month|eom", re.IGNORECASE)
_EVENING: Final = re.compile(r"\x00(晚上?)")
_GOES_ON: Final = re.compile(r"[\u3400-\u9fff]")
_NO_TIME: Final = re.compile(r"(?<![\d:.])(?:2[4-9]|[3-9]\d):\d{2}(?!\d)|(?<![\d:.])\d{1,2}:[6-9]\d(?!\d)")


@dataclass(slots=True)
class _Draft:
    """A line while it is read: what is taken, and what was found."""

    line: str
    text: str
    """The line as patterns see it."""
    spans: list[Span] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def take(self, start: int, end: int, part: Part) -> None:
        """These characters mean something, and leave the title."""
        self.spans.append(Span(start, end, part))
        self.hide(start, end)

    def hide(self, start: int, end: int) -> None:
        """Nothing else is to be read in these characters."""
        self.text = self.text[:start] + _TAKEN * (end - start) + self.text[end:]

    def doubt(self, kind: Unclear, start: int, end: int, candidates: tuple[Named, ...] = ()) -> None:
        """Something is unclear about these characters."""
        self.problems.append(Problem(kind, start, end, self.line[start:end], candidates))


def read(line: str, context: Context) -> Reading:
    """The task that a line means."""
    if len(line) > LONGEST_TEXT:
        return Reading(line, line, problems=(Problem(Unclear.TOO_LONG, 0, len(line)),))
    text = line.translate(_WIDE).replace(_TAKEN, " ").replace(_QUOTED, " ")
    draft = _Draft(line, text)
    quotes = [(match.start(), match.end()) for match in _QUOTES.finditer(text)]
    for start, end in quotes:
        draft.text = draft.text[:start] + _QUOTED * (end - start) + draft.text[end:]
    tags = _tags(draft)
    owner = _owner(draft, context)
    estimate = _estimate(draft)
    important, urgent = _weight(draft)
    found = _take_recurrence(draft, context, find_recurrence(draft.text))
    start_on, due_on = _days(draft, context)
    due_at = _time(draft)
    recurrence = found or _take_recurrence(draft, context, find_single_word(draft.text))
    if recurrence is not None and _is_month_end(draft):
        recurrence = at_month_end(recurrence)
    if recurrence is not None and due_on is None:
        due_on = first_due(recurrence, context.today, context.calendar)
    if due_on is None and due_at is not None:
        due_on = context.today + timedelta(days=due_at <= context.now.time())
    deal, account = _names(draft, context)
    title = _title(draft, quotes)
    if not title:
        draft.doubt(Unclear.NO_TITLE, 0, len(line))
    return Reading(
        line,
        title,
        important,
        urgent,
        due_on,
        due_at,
        start_on,
        estimate,
        owner,
        tags,
        recurrence,
        deal,
        account,
        tuple(sorted(draft.spans, key=lambda span: span.start)),
        tuple(sorted(draft.problems, key=lambda problem: problem.start)),
    )


def _tags(draft: _Draft) -> tuple[str, ...]:
    tags: dict[str, None] = {}
    for match in _TAG.finditer(draft.text):
        tags[draft.line[match.start("tag") : match.end("tag")]] = None
        draft.take(match.start(), match.end(), Part.TAG)
    return tuple(tags)


def _owner(draft: _Draft, context: Context) -> Named | None:
    """The first person that is clear; all others are asked about."""
    owner: Named | None = None
    for match in list(islice(_PERSON.finditer(draft.text), _MOST_PARTS)):
        after = match.end()
        mention = context.finder.person(draft.text[after : after + _LONGEST_NAME].split(_TAKEN)[0])
        if mention is None:
            word = re.match(r"[^\s,，。；;\x00\x01]+", draft.text[after:])
            draft.doubt(Unclear.NOBODY, match.start(), after + (word.end() if word else 0))
        elif len(mention.candidates) > 1:
            draft.doubt(Unclear.SEVERAL_PEOPLE, match.start(), after + mention.end, mention.candidates)
            draft.hide(match.start(), after + mention.end)
        elif owner is None:
            owner = mention.candidates[0]
            draft.take(match.start(), after + mention.end, Part.OWNER)
    return owner


def _estimate(draft: _Draft) -> int | None:
    for match in _ESTIMATE.finditer(draft.text):
        if (minutes := read_estimate(match["estimate"])) is not None:
            draft.take(match.start(), match.end(), Part.ESTIMATE)
            return minutes
    return None


def _weight(draft: _Draft) -> tuple[bool, bool]:
    """Whether it is said to be important, and urgent."""
    said = dict.fromkeys((Part.IMPORTANT, Part.URGENT), False)
    for match in list(_BOTH.finditer(draft.text)):
        said = dict.fromkeys(said, True)
        draft.take(match.start(), match.end(), Part.IMPORTANT)
    for pattern, part in _SIGNS:
        for match in list(pattern.finditer(draft.text)):
            said[part] = True
            draft.take(match.start(), match.end(), part)
    return said[Part.IMPORTANT], said[Part.URGENT]


def _days(draft: _Draft, context: Context) -> tuple[date | None, date | None]:
    """The first start date and the first due date."""
    start_on: date | None = None
    due_on: date | None = None
    for found in list(islice(find_days(draft.text, Day(context.today, context.calendar)), _MOST_PARTS)):
        before = _START_BEFORE.search(draft.text, max(found.start - _LONGEST_LEAD, 0), found.start)
        after = _START_AFTER.match(draft.text, found.end)
        begin = before.start() if before else found.start
        end = after.end() if after else found.end
        is_start = before is not None or after is not None
        if found.day is None:
            draft.doubt(Unclear.NO_SUCH_DAY, found.start, found.end)
            draft.hide(found.start, found.end)
        elif is_start and start_on is None:
            start_on = found.day
            draft.take(begin, end, Part.START)
        elif due_on is None and not is_start:
            due_on = found.day
            draft.take(found.start, found.end, Part.DUE)
            if due_on < context.today:
                draft.doubt(Unclear.DAY_PASSED, found.start, found.end)
        else:
            draft.doubt(Unclear.TWO_DAYS, found.start, found.end)
    return start_on, due_on


def _time(draft: _Draft) -> time | None:
    for match in TIME.finditer(draft.text):
        if _counts_something(match):
            continue
        found = time_of(match)
        if found is not None:
            draft.take(match.start(), match.end(), Part.TIME)
        else:
            draft.doubt(Unclear.NO_SUCH_TIME, match.start(), match.end())
        return found
    if (evening := _EVENING.search(draft.text)) is not None:
        draft.take(evening.start(1), evening.end(1), Part.DUE)
    if (wrong := _NO_TIME.search(draft.text)) is not None:
        draft.doubt(Unclear.NO_SUCH_TIME, wrong.start(), wrong.end())
    return None


def _counts_something(match: re.Match[str]) -> bool:
    """Whether 两点 counts points, as in 两点建议, and is no time: nothing before it speaks of one."""
    hour = match["hour"]
    if hour is None or hour.isdigit() or match["period"] or match["rest"] or match[0].endswith(("钟", "鐘")):
        return False
    before, after = match.string[: match.start()], match.string[match.end() :]
    return not before.endswith(_TAKEN) and bool(_GOES_ON.match(after))


def _take_recurrence(draft: _Draft, context: Context, found: FoundRecurrence | None) -> Recurrence | None:
    """The recurrence, if it ever comes."""
    if found is None:
        return None
    if never_comes(found.recurrence, context.today, context.calendar):
        draft.doubt(Unclear.NEVER_COMES, found.start, found.end)
        draft.hide(found.start, found.end)
        return None
    draft.take(found.start, found.end, Part.RECURRENCE)
    return found.recurrence


def _is_month_end(draft: _Draft) -> bool:
    return any(_MONTH_END.search(draft.line, span.start, span.end) for span in draft.spans if span.part is Part.DUE)


def _names(draft: _Draft, context: Context) -> tuple[Named | None, Named | None]:
    """The first deal and the first account that are clear; their names stay in the title."""
    clear: dict[NameKind, Named] = {}
    visible = draft.text.replace(_QUOTED, " ")
    for mention in context.finder.mentions(visible):
        if len(mention.candidates) > 1:
            draft.doubt(Unclear.SEVERAL_NAMES, mention.start, mention.end, mention.candidates)
            continue
        named = mention.candidates[0]
        if named.kind not in clear:
            clear[named.kind] = named
            part = Part.DEAL if named.kind is NameKind.DEAL else Part.ACCOUNT
            draft.spans.append(Span(mention.start, mention.end, part))
    return clear.get(NameKind.DEAL), clear.get(NameKind.ACCOUNT)


def _title(draft: _Draft, quotes: list[tuple[int, int]]) -> str:
    """What nothing else was made of; the quotation marks have done their duty."""
    taken = {
        place
        for span in draft.spans
        if span.part not in (Part.DEAL, Part.ACCOUNT)
        for place in range(span.start, span.end)
    } | {place for start, end in quotes for place in (start, end - 1)}
    left = "".join(_TAKEN if place in taken else char for place, char in enumerate(draft.line))
    left = _BETWEEN_CJK.sub("", left).replace(_TAKEN, " ")
    return _BLANKS.sub(" ", left).strip(_HANGING)
