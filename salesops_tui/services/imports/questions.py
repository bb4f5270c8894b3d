"""What an import leaves open, as questions with choices; and the replies put where the import looks for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from salesops_tui.domain.stages import Pipeline
from salesops_tui.i18n import _, language
from salesops_tui.importing.answers import Answers
from salesops_tui.importing.dates import DateOrder
from salesops_tui.importing.failures import (
    ColumnQuestion,
    DatesUnclear,
    DecimalsUnclear,
    KindUnknown,
    Question,
    StagesUnknown,
)
from salesops_tui.importing.kinds import Kind
from salesops_tui.services.imports.desk import About, Asked, Reply
from salesops_tui.services.imports.titles import field_title, kind_title
from salesops_tui.services.session import Session


def asked(session: Session, question: Question) -> list[Asked]:
    """The questions behind an error, each to be answered by one choice; empty when only other words would help."""
    match question:
        case StagesUnknown():
            return _stages(session.workbook.pipeline, question)
        case DatesUnclear():
            choices = [
                (_("day first: 03/04 is 3 April"), DateOrder.DMY),
                (_("month first: 03/04 is 4 March"), DateOrder.MDY),
            ]
            text = _("Column “{column}”: how is {example} meant?").format(
                column=question.column, example=question.example
            )
            return [Asked(About.DATES, "", text, [(title, order.value) for title, order in choices])]
        case DecimalsUnclear():
            text = _("Column “{column}”: how is {example} meant?").format(
                column=question.column, example=question.example
            )
            return [
                Asked(
                    About.DECIMAL,
                    "",
                    text,
                    [(_("a point before the decimals"), "."), (_("a comma before the decimals"), ",")],
                )
            ]
        case KindUnknown():
            return [Asked(About.KIND, "", _("What are the rows?"), [(kind_title(kind), kind.value) for kind in Kind])]
        case ColumnQuestion():
            title = field_title(question.kind, question.field) if question.kind else question.field
            text = _("Which column is “{field}”?").format(field=title)
            return [Asked(About.COLUMN, question.field, text, [(header, header) for header in question.headers])]
        case _:
            return []


def answers_of(replies: Sequence[Reply]) -> Answers:
    """The replies where the import looks for them."""
    answers = Answers()
    for reply in replies:
        match reply.about:
            case About.KIND:
                answers = replace(answers, kind=Kind(reply.choice))
            case About.DATES:
                answers = replace(answers, dates=DateOrder(reply.choice))
            case About.DECIMAL:
                answers = replace(answers, decimal=reply.choice)
            case About.COLUMN:
                answers = replace(answers, columns={**answers.columns, reply.choice: reply.subject})
            case About.STAGE:
                answers = replace(answers, stages={**answers.stages, reply.subject: reply.choice})
    return answers


def _stages(pipeline: Pipeline, question: StagesUnknown) -> list[Asked]:
    choices = [(stage.name(language()), stage.id) for stage in pipeline.stages]
    return [
        Asked(
            About.STAGE,
            name,
            _("Which stage is “{name}”?").format(name=name or _("(blank)")),
            choices,
            suggestion,
        )
        for name, suggestion in question.suggestions.items()
    ]
