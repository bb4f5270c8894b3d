"""A deal's page as lines of spans: its fields, the people on both sides, the checklist, the timeline."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from rich.cells import cell_len

from salesops_tui.domain.activities import Activity
from salesops_tui.domain.ageing import AgeClock
from salesops_tui.formats import money, short_day, weekday_and_date
from salesops_tui.i18n import _, language, ngettext
from salesops_tui.services.checklists import CheckLine
from salesops_tui.services.deal_page import Buyer, DealPage
from salesops_tui.services.deal_timeline import Happening, TimelineLine
from salesops_tui.services.wording import (
    buying_role_title,
    category_title,
    clock_title,
    follow_up_title,
    follow_up_words,
    touch_title,
)
from salesops_tui.ui.cells import cut, fit, fit_pair
from salesops_tui.ui.widgets.figure_sheet import FigureLine, Span, Stop
from salesops_tui.ui.widgets.headings import heading

_TIME_CELLS = 11
_TITLE_CELLS = 19
_WHO_CELLS = 18
_WIDEST_TIMELINE = 104
"""Beyond so many cells the eye would lose the line on its way to who did it."""
_BETWEEN = " · "
"""What stands between the parts of a value."""
_BLANK: FigureLine = ()
_HAPPENINGS = {
    Happening.CHANGE: "strong",
    Happening.TOUCH: "own",
    Happening.TICK: "good",
    Happening.ROLE: "strong",
    Happening.CREATION: "strong",
}
"""The style of each kind of line."""


def pair(title: str, value: str, width: int, stop: Stop | None = None, style: str = "plain") -> FigureLine:
    """What something is called, and what it is."""
    label = min(_TITLE_CELLS, width * 2 // 5)
    return (
        Span(f" {fit(title, label)} ", "muted", stop),
        Span(fit(value, max(width - label - 2, 0)), style, stop),
    )


def about(page: DealPage, width: int) -> Iterator[FigureLine]:
    """Everything but the timeline."""
    yield from _fields(page, width)
    yield _BLANK
    yield from _buyers(page, width)
    yield _BLANK
    yield heading(_("Team"), width)
    for member in page.team:
        stop = Stop(("role", member.role))
        if member.person is None:
            yield pair(member.title, _("! nobody yet"), width, stop, "bad")
        else:
            yield pair(member.title, member.person, width, stop)
    yield _BLANK
    yield from _tasks(page, width)
    yield from _checklist(page, width)


def _fields(page: DealPage, width: int) -> Iterator[FigureLine]:
    deal = page.deal
    stage = page.stage.name(language())
    sign = "≥ " if page.in_stage.at_least else ""
    in_stage = _("{sign}{days} working days").format(sign=sign, days=page.in_stage.days)
    today = page.offers.today
    late = page.stage.is_open and deal.close_date is not None and deal.close_date < today
    rows = [
        ("next_step", _("Next step"), _next_step(page), "strong" if deal.next_step else "bad"),
        ("account", _("Account"), page.account, "plain"),
        ("stage_id", _("Stage"), f"{stage} · {in_stage}", "plain"),
        ("amount", _("Amount"), money(deal.amount, deal.currency) if deal.amount is not None else None, "plain"),
        ("close_date", _("Close date"), close_date(page), "bad" if late else "plain"),
        ("closed_on", _("Closed on"), weekday_and_date(deal.closed_on) if deal.closed_on else None, "plain"),
        ("clocks", _("Clocks"), _clocks(page), "bad" if page.clocks.ages.fired else "plain"),
        ("follow_up", _("2-2-2"), _follow_ups(page), "plain"),
        ("touch", _("Last touch"), last_touch(page.touches, today), "plain" if page.touches else "muted"),
        ("probability", _("Probability"), _probability(page), "plain" if deal.probability is None else "accent"),
        (
            "forecast_category",
            _("Forecast category"),
            category_title(deal.forecast_category) if deal.forecast_category else None,
            "plain",
        ),
        ("product", _("Product"), page.product, "plain"),
        ("lead_source", _("Source"), deal.lead_source, "plain"),
        ("competitor", _("Competitor"), deal.competitor, "plain"),
        ("lost_reason", _("Lost reason"), deal.lost_reason, "plain"),
        ("delivery", _("Delivery"), deal.delivery, "plain"),
        ("feedback", _("Feedback"), deal.feedback, "plain"),
        ("satisfaction", _("Satisfaction"), f"{deal.satisfaction}/5" if deal.satisfaction else None, "plain"),
        ("created_on", _("Created"), weekday_and_date(deal.created_on) if deal.created_on else None, "plain"),
        ("from", _("From"), f"{deal.source} {deal.external_id or ''}" if deal.source else _("entered here"), "plain"),
    ]
    yield heading(_("Deal"), width)
    for key, title, value, style in rows:
        if value:
            first, *more = _parts_in_lines(value, width)
            yield pair(title, first, width, Stop(("field", key)), style)
            yield from (pair("", line, width, style=style) for line in more)
        if key == "close_date":
            yield from _credible(page, width)
    for number, line in enumerate((deal.note or "").splitlines()):
        yield pair(_("Note") if number == 0 else "", line, width, Stop(("note", number)))


def _parts_in_lines(value: str, width: int) -> list[str]:
    """A value of several parts, broken between them where they are longer than a line."""
    room = width - min(_TITLE_CELLS, width * 2 // 5) - 2
    lines: list[str] = []
    for part in value.split(_BETWEEN):
        longer = f"{lines[-1]}{_BETWEEN}{part}" if lines else part
        if lines and cell_len(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(part)
    return lines


def _credible(page: DealPage, width: int) -> Iterator[FigureLine]:
    """When the deal is likely to close; silent where history says too little."""
    credible = page.credible
    if credible is None or credible.median_day is None or credible.p80_day is None:
        return
    today = page.offers.today
    told = _("{day}; four of five by {late}").format(
        day=short_day(credible.median_day, today), late=short_day(credible.p80_day, today)
    )
    yield pair(_("Credible close"), told, width, Stop(("field", "credible"), credible.median))


def _clocks(page: DealPage) -> str:
    """The three clocks of an open deal, each with its limit; those that fired have a sign."""
    if not page.stage.is_open:
        return ""
    return " · ".join(_clock(page, clock) for clock in AgeClock)


def _clock(page: DealPage, clock: AgeClock) -> str:
    age, limit = page.clocks.ages.of(clock), page.clocks.limits.of(clock)
    fired, sign = "! " if clock in page.clocks.ages.fired else "", "≥" if age.at_least else ""
    told = f"{fired}{clock_title(clock)} {sign}{age.days}"
    return told if limit is None else _("{clock} of {limit} d").format(clock=told, limit=limit.days)


def _follow_ups(page: DealPage) -> str:
    return " · ".join(f"{follow_up_title(part.rule)}: {follow_up_words(part)}" for part in page.clocks.follow_ups)


def _next_step(page: DealPage) -> str:
    deal = page.deal
    if not deal.next_step:
        return _("! none · n sets one") if page.stage.is_open else ""
    if deal.next_step_on is None:
        return deal.next_step
    when = short_day(deal.next_step_on, page.offers.today)
    return f"{when} · {deal.next_step}"


def close_date(page: DealPage) -> str:
    """The close date, whether it has passed, and how often it was put off."""
    deal = page.deal
    if deal.close_date is None:
        return _("! none") if page.stage.is_open else ""
    parts = [weekday_and_date(deal.close_date)]
    late = (page.offers.today - deal.close_date).days
    if page.stage.is_open and late > 0:
        parts.append(ngettext("{number} day past", "{number} days past", late).format(number=late))
    if page.pushes.count:
        parts.append(pushed(page.pushes.count, page.pushes.days))
    return " · ".join(parts)


def pushed(count: int, days: int) -> str:
    """How often a date was put off, and by how much in all."""
    return ngettext("put off once, {days} days", "put off {number} times, {days} days in all", count).format(
        number=count, days=days
    )


def _probability(page: DealPage) -> str:
    own, usual = page.deal.probability, page.stage.probability
    if own is None:
        return _("{percent} % from the stage").format(percent=usual)
    return _("{percent} %, set for this deal (the stage says {usual} %)").format(percent=own, usual=usual)


def _buyers(page: DealPage, width: int) -> Iterator[FigureLine]:
    buyers = page.buyers
    note = ngettext("{number} contact", "{number} contacts", buyers.distinct).format(number=buyers.distinct)
    yield heading(_("Contacts"), width, note)
    if not buyers.people:
        yield (Span(cut(" " + _("Nobody is known at this account."), width), "muted", Stop(("buyers", "none"))),)
    for buyer in buyers.people:
        yield _buyer(buyer, width)
    for role in buyers.missing:
        yield pair(buying_role_title(role), _("! missing"), width, Stop(("missing", role)), "bad")
    if buyers.hangs_on_one:
        warning = " " + _("! Everything hangs on one contact.")
        yield (Span(fit(warning, width), "bad", Stop(("buyers", "one"))),)


def _buyer(buyer: Buyer, width: int) -> FigureLine:
    contact = buyer.contact
    role = buying_role_title(buyer.role) if buyer.role is not None else contact.role or "–"
    details = " · ".join(part for part in (contact.name, contact.title) if part)
    reached = contact.phone or contact.email or ""
    label = min(_TITLE_CELLS, width * 2 // 5)
    room = max(width - label - 3, 0)
    # Who it is matters more than the number, which is one key away in the account.
    if cell_len(details) + cell_len(reached) + 2 > room:
        reached = ""
    left, right = fit_pair(details, f"{reached} ", room + 1)
    stop = Stop(("buyer", contact.id))
    return (
        Span(f" {fit(role, label)} ", "plain" if buyer.role is not None else "muted", stop),
        Span(left, "plain", stop),
        Span(right, "muted", stop),
    )


def _tasks(page: DealPage, width: int) -> Iterator[FigureLine]:
    if not page.tasks:
        return
    today = page.offers.today
    yield heading(_("Tasks"), width)
    for task in page.tasks:
        due = short_day(task.due_on, today) if task.due_on else "–"
        late = task.due_on is not None and task.due_on < today
        yield pair(f"! {due}" if late else due, task.title, width, Stop(("task", task.id)), "bad" if late else "plain")
    yield _BLANK


def _checklist(page: DealPage, width: int) -> Iterator[FigureLine]:
    lines = page.checklist
    done = sum(line.ticked_on is not None for line in lines)
    yield heading(_("Checklist"), width, f"{done} / {len(lines)}")
    for line in lines:
        stop = Stop(("tick", line.item))
        ticked = line.ticked_on is not None
        stage = page.stages.get(line.stage_id or "", _("Contract"))
        left, right = fit_pair(line.text, _beside(line, stage, width), max(width - 5, 0))
        yield (
            Span(" [x] " if ticked else " [ ] ", "good" if ticked else "plain", stop),
            Span(left, "muted" if ticked else "plain", stop),
            Span(right, "muted", stop),
        )


def _beside(line: CheckLine, stage: str, width: int) -> str:
    """The stage that an item belongs to, where it does not cut the item short."""
    return f"{stage} " if cell_len(line.text) + cell_len(stage) + 9 <= width else ""


def timeline(lines: Sequence[TimelineLine], width: int, today: date, *, stops: bool = True) -> Iterator[FigureLine]:
    """What happened, newest first; a line for each."""
    width = min(width, _WIDEST_TIMELINE)
    note = ngettext("{number} line", "{number} lines", len(lines)).format(number=len(lines))
    yield heading(_("Timeline"), width, note)
    titles = min(max((cell_len(line.title) for line in lines), default=0), _TITLE_CELLS)
    names = min(max((cell_len(line.who) for line in lines), default=0), _WHO_CELLS, width // 5)
    room = max(width - _TIME_CELLS - titles - names - 5, 0)
    for line in lines:
        stop = Stop(("line", line.key)) if stops else None
        told = " · ".join(part for part in (line.told, line.reason) if part)
        yield (
            Span(f" {fit(moment(line, today), _TIME_CELLS)} ", "muted", stop),
            Span(f"{fit(line.title, titles)} ", _HAPPENINGS[line.kind], stop),
            Span(f"{fit(told, room)} ", "plain", stop),
            Span(fit(line.who, names), "muted", stop),
        )


def moment(line: TimelineLine, today: date) -> str:
    """When it was, in eleven cells: the day and the minute within a year, else the date."""
    if (today - line.day).days > 365:
        return line.day.isoformat()
    # Midnight is what a file says that knows days only.
    timeless = line.at is None or (line.at.hour, line.at.minute, line.at.second) == (0, 0, 0)
    return f"{line.day:%m-%d}" if timeless else f"{line.day:%m-%d} {line.at:%H:%M}"


def last_touch(touches: Sequence[Activity], today: date) -> str:
    """The newest touch: how long ago, what, and what was noted."""
    if not touches:
        return _("none")
    last = touches[0]
    return " · ".join(part for part in (days_ago(last.day, today), touch_title(last.kind), last.note) if part)


def days_ago(day: date, today: date) -> str:
    """How long ago a day was."""
    days = (today - day).days
    if days == 0:
        return _("today")
    return ngettext("{number} day ago", "{number} days ago", days).format(number=days)
