"""Which of our stages another system's deals stand in: by what a person said, by status and by name."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, lru_cache
from importlib import resources
from itertools import islice
from typing import Final

from salesops_tui.domain.stages import Pipeline
from salesops_tui.domain.text import match_key
from salesops_tui.errors import UsageError
from salesops_tui.i18n import _, language, mark, ngettext
from salesops_tui.importing.choices import quoted
from salesops_tui.importing.failures import StagesUnknown
from salesops_tui.importing.recognition import simplified

_NUMBER: Final = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_NUMBERING: Final = re.compile(
    r"(?:\d{1,3}\s*%\s*[-–—:.、]*"  # 10% - Prospecting
    rf"|[(\[]{_NUMBER}[)\]]"  # (1) Prospecting
    rf"|(?:stage|step|phase|阶段|第|[a-z])?\s*{_NUMBER}(?:阶段|步)?\s*[-–—.、:)_/|·]+"  # 1- 02. 3、 S4: 阶段三：
    rf"|第{_NUMBER}(?:阶段|步)"  # 第三阶段
    r"|(?:stage|step|phase|阶段|[a-z])?\s*\d{1,2}(?=[\s\u4e00-\u9fff])"  # S4 Negotiation, 3商务谈判, and ① as NFKC has it
    r")\s*"
)
_PERCENTAGE: Final = re.compile(r"[\s\-–—:,(\[]*\d{1,3}\s*%\s*[)\]]?$")
_OF_A_PIPELINE: Final = re.compile(r"\s*\([^()]*(?:pipeline|流程|管道)\)$")
_PUNCTUATION: Final = re.compile(r"[^\w]|_")
_NEAR: Final = 0.75
_NEAR_IN_CHINESE: Final = 0.6
"""How alike two names must be to be worth a suggestion: a few Chinese characters say more than as many letters."""
_LONGEST_NAME: Final = 200
_LISTED_AT_MOST: Final = 30
_COMPARED_AT_MOST: Final = 100
"""Names that get a suggestion; a file with more has something else than stages in that column."""
_BLANK: Final = mark("(blank)")

_Pairs = tuple[tuple[str, str], ...]
"""Their name, ours."""


@dataclass(frozen=True, slots=True)
class StageEvidence:
    """What a row says about the stage of its deal; None for what it does not say."""

    name: str | None
    status: str | None
    """``open``, ``won`` or ``lost``."""
    is_won: bool | None
    is_closed: bool | None
    probability: int | None
    """In per cent."""

    @property
    def says_open(self) -> bool:
        """Whether the row says, apart from the stage's name, that the deal is still to be decided."""
        return self.status == "open" or (self.status is None and self.is_closed is False)

    @property
    def says_closed(self) -> bool:
        """Whether the row says, apart from the stage's name, that the deal is decided."""
        return self.status in {"won", "lost"} or (self.status is None and self.is_closed is True)


def resolve_stages(
    evidence: Iterable[StageEvidence], pipeline: Pipeline, given: Mapping[str, str], remembered: Mapping[str, str]
) -> dict[StageEvidence, str]:
    """The id of our stage for each kind of row.

    ``given`` is what a person says now, their name → ours (an id or a name); ``remembered`` what was said for an
    earlier file, in the same form, where stages that are gone since are passed over. What a person says now about a
    name comes first, except that a deal whose status says won or lost does not turn open again: its stage is then the
    one it had before. Next come status and flags, what is remembered, the pipeline's own names, what other systems call
    our stages unless status or flags contradict, and a probability of 100 or 0. Raises ``StagesUnknown`` for names that
    stay open, and ``UsageError`` for a stage of ours that does not exist.
    """
    names = _names(pipeline, tuple(given.items()), tuple(remembered.items()))
    found: dict[StageEvidence, str] = {}
    unknown: list[StageEvidence] = []
    for row in evidence:
        stage = names.stage_of(row)
        if stage is None:
            unknown.append(row)
        else:
            found[row] = stage
    if unknown:
        raise _stages_unknown(unknown, names)
    return found


def open_stage(
    name: str | None, pipeline: Pipeline, given: Mapping[str, str], remembered: Mapping[str, str]
) -> str | None:
    """The id of the open stage that a name means, if it means one: the stage that a closed deal had last.

    Raises ``UsageError`` for a stage of ours in ``given`` that does not exist.
    """
    names = _names(pipeline, tuple(given.items()), tuple(remembered.items()))
    key = _name_key(name)
    stage = names.given.get(key) or names.remembered.get(key) or names.meaning(name)
    return stage if stage and pipeline.by_id[stage].is_open else None


class _Names:
    """What names mean in one pipeline."""

    def __init__(self, pipeline: Pipeline, given: _Pairs, remembered: _Pairs) -> None:
        self.pipeline = pipeline
        words = [(word, stage) for stage in pipeline.stages for word in (stage.name_en, stage.name_zh)]
        words += [(stage.id, stage) for stage in pipeline.stages]
        self.own = {key: stage.id for word, stage in words if (key := _key(word))}
        self.given = {_name_key(theirs): self._ours(ours) for theirs, ours in given}
        self.remembered = {
            _name_key(theirs): stage for theirs, ours in remembered if (stage := self.own.get(_key(ours)))
        }
        meant = {stage.id: stage.id for stage in pipeline.open} | {"won": pipeline.won.id, "lost": pipeline.lost.id}
        self.known = {
            **{word: meant[stage] for stage, words in _synonyms().items() if stage in meant for word in words},
            **self.own,
        }

    def stage_of(self, row: StageEvidence) -> str | None:
        """The id of the stage that a row stands in, or None if only a person can tell."""
        decided = self._decided(row)
        said = self.given.get(_name_key(row.name))
        if said and not (decided and row.status in {"won", "lost"} and self.pipeline.by_id[said].is_open):
            return said
        if sure := decided or self.remembered.get(_name_key(row.name)):
            return sure
        meant = self.meaning(row.name)
        if meant and self._fits(meant, row):
            return meant
        if row.says_open or row.probability is None:
            return None
        return {100: self.pipeline.won.id, 0: self.pipeline.lost.id}.get(row.probability)

    def meaning(self, name: str | None) -> str | None:
        """The id of the stage that a name means by itself, also without its number and percentage."""
        return next((self.known[key] for key in _forms(name or "") if key in self.known), None)

    def suggestion(self, rows: Iterable[StageEvidence]) -> str | None:
        """The id of the stage whose name, or else whose probability, is nearest to that of rows with one name."""
        evidence = list(rows)
        stages = self.pipeline.open if any(row.says_open for row in evidence) else self.pipeline.stages
        ids = {stage.id for stage in stages}
        if alike := _most_alike(evidence[0].name, [word for word, stage in self.known.items() if stage in ids]):
            return self.known[alike]
        chances = [row.probability for row in evidence if row.probability is not None]
        if not chances:
            return None
        chance = sum(chances) / len(chances)
        return min(
            self.pipeline.open if 0 < chance < 100 else stages, key=lambda stage: abs(stage.probability - chance)
        ).id

    def _decided(self, row: StageEvidence) -> str | None:
        """Won or lost, where the row says so apart from the name."""
        if row.status == "won" or (row.is_won and row.status != "lost"):
            return self.pipeline.won.id
        if row.status == "lost" or (row.is_closed and row.is_won is False):
            return self.pipeline.lost.id
        return None

    def _fits(self, stage: str, row: StageEvidence) -> bool:
        """Whether a stage agrees with what an undecided row says apart from the name."""
        return not row.says_closed if self.pipeline.by_id[stage].is_open else not row.says_open

    def _ours(self, word: str) -> str:
        stage = self.own.get(_key(word))
        if stage is None:
            raise UsageError(
                _("“{stage}” is no stage of the pipeline. Its stages are: {stages}. Nothing was brought in.").format(
                    stage=word, stages=_stages_listed(self.pipeline)
                )
            )
        return stage


@lru_cache(maxsize=4)
def _names(pipeline: Pipeline, given: _Pairs, remembered: _Pairs) -> _Names:
    """The names of one file, kept while its rows ask one after the other."""
    return _Names(pipeline, given, remembered)


@cache
def _synonyms() -> Mapping[str, tuple[str, ...]]:
    text = resources.files("salesops_tui.importing").joinpath("stages.toml").read_text(encoding="utf-8")
    return {stage: tuple(_key(word) for word in words) for stage, words in tomllib.loads(text).items()}


def _key(name: str) -> str:
    return _PUNCTUATION.sub("", simplified(match_key(name)))


def _name_key(name: str | None) -> str:
    """What is compared of a name that a person gives: all of it, only not case, blanks at the ends and script."""
    key = simplified(match_key(name or ""))
    return "" if key in {_BLANK, match_key(_(_BLANK))} else key


def _forms(name: str) -> Iterator[str]:
    """The name as it stands, and without what stands around it: number, percentage, name of the pipeline."""
    text = simplified(match_key(name[:_LONGEST_NAME]))
    yield _PUNCTUATION.sub("", text)
    text = _PERCENTAGE.sub("", _OF_A_PIPELINE.sub("", text))
    yield _PUNCTUATION.sub("", text)
    if numbering := _NUMBERING.match(text):
        yield _PUNCTUATION.sub("", text[numbering.end() :])


def _most_alike(name: str | None, words: Sequence[str]) -> str | None:
    """The word that a name resembles most, if it resembles any."""
    for form in _forms(name or ""):
        if near := get_close_matches(form, words, n=1, cutoff=_NEAR if form.isascii() else _NEAR_IN_CHINESE):
            return near[0]
    return None


def _stages_listed(pipeline: Pipeline) -> str:
    return ", ".join(f"{stage.id} ({stage.name(language())})" for stage in pipeline.stages)


def _stages_unknown(rows: Iterable[StageEvidence], names: _Names) -> StagesUnknown:
    by_name: dict[str, list[StageEvidence]] = {}
    for row in rows:
        by_name.setdefault((row.name or "").strip(), []).append(row)
    suggestions = {
        name: names.suggestion(same) if place < _COMPARED_AT_MOST else None
        for place, (name, same) in enumerate(by_name.items())
    }
    lines = []
    for name, stage in islice(suggestions.items(), _LISTED_AT_MOST):
        shown = quoted(name) or _(_BLANK)
        if stage:
            nearest = names.pipeline.by_id[stage].name(language())
            lines.append(_("“{name}” (nearest: {stage})").format(name=shown, stage=nearest))
        else:
            lines.append(_("“{name}”").format(name=shown))
    first = next(iter(suggestions))
    text = ngettext(
        "{count} name of a stage is none of ours: {names}. Nothing was brought in. "
        'Say what it means: --stage "{name}={example}". Our stages are: {stages}.',
        "{count} names of stages are none of ours: {names}. Nothing was brought in. "
        'Say what each means, for example --stage "{name}={example}". Our stages are: {stages}.',
        len(suggestions),
    ).format(
        count=len(suggestions),
        names=", ".join([*lines, "…"] if len(suggestions) > len(lines) else lines),
        name=first or _BLANK,
        example=suggestions[first] or names.pipeline.open[0].id,
        stages=_stages_listed(names.pipeline),
    )
    return StagesUnknown(text, suggestions)
