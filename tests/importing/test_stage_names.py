"""Which of our stages another system's stage names, statuses and flags mean."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from salesops_tui import i18n
from salesops_tui.domain.stages import COURSE_STAGES, Pipeline
from salesops_tui.errors import UsageError
from salesops_tui.importing.failures import StagesUnknown
from salesops_tui.importing.stage_names import StageEvidence, open_stage, resolve_stages

PIPELINE = Pipeline(COURSE_STAGES)


def says(
    name: str | None = None,
    status: str | None = None,
    *,
    won: bool | None = None,
    closed: bool | None = None,
    probability: int | None = None,
) -> StageEvidence:
    """What a row says."""
    return StageEvidence(name, status, won, closed, probability)


def stage_of(
    row: StageEvidence,
    given: dict[str, str] | None = None,
    remembered: dict[str, str] | None = None,
    pipeline: Pipeline = PIPELINE,
) -> str:
    """The stage of one row."""
    return resolve_stages([row], pipeline, given or {}, remembered or {})[row]


def unknown(*rows: StageEvidence, given: dict[str, str] | None = None) -> StagesUnknown:
    """The question that rows raise."""
    with pytest.raises(StagesUnknown) as caught:
        resolve_stages(rows, PIPELINE, given or {}, {})
    return caught.value


@pytest.mark.parametrize(
    ("names", "stages"),
    [
        pytest.param(
            "Appointment Scheduled|Qualified To Buy|Presentation Scheduled|Decision Maker Bought-In|Contract Sent|Closed Won"
            "|Closed Lost",
            "contact need proposal negotiation negotiation won lost",
            id="hubspot",
        ),
        pytest.param(
            "appointmentscheduled|qualifiedtobuy|presentationscheduled|decisionmakerboughtin|contractsent|closedwon"
            "|closedlost",
            "contact need proposal negotiation negotiation won lost",
            id="hubspot internal",
        ),
        pytest.param(
            "Appointment Scheduled (Sales Pipeline)|Closed Won (Sales Pipeline)", "contact won", id="hubspot pipelines"
        ),
        pytest.param(
            "Prospecting|Qualification|Needs Analysis|Value Proposition|Id. Decision Makers|Perception Analysis"
            "|Proposal/Price Quote|Negotiation/Review|Closed Won|Closed Lost",
            "contact contact need proposal proposal proposal proposal negotiation won lost",
            id="salesforce",
        ),
        pytest.param(
            "Contact Made|Demo Scheduled|Proposal Made|Negotiations Started",
            "contact proposal proposal negotiation",
            id="pipedrive",
        ),
        pytest.param("New|Proposition|Won", "contact proposal won", id="odoo"),
        pytest.param(
            "Identify Decision Makers|Proposal/Price Quote|Closed-Lost to Competition",
            "proposal proposal lost",
            id="zoho",
        ),
        pytest.param(
            "1-Qualify|2-Develop|3-Propose|4-Close|Qualify|Develop|Propose",
            "contact need proposal negotiation contact need proposal",
            id="dynamics",
        ),
        pytest.param(
            "验证客户|需求确定|方案/报价|谈判审核|赢单|输单",
            "contact need proposal negotiation won lost",
            id="纷享销客",
        ),
        pytest.param(
            "初步沟通|发现需求|方案报价|商务谈判|赢单|输单", "contact need proposal negotiation won lost", id="销售易"
        ),
        pytest.param(
            "初步接觸|需求確認|方案制定|商務談判|已成交|丟單|合約審核",
            "contact need proposal negotiation won lost negotiation",
            id="traditional",
        ),
        pytest.param(
            "First contact|need|方案制定|商务谈判|WON|输单", "contact need proposal negotiation won lost", id="ours"
        ),
    ],
)
def test_usual_names_are_understood(names: str, stages: str) -> None:
    rows = [says(name) for name in names.split("|")]
    assert list(resolve_stages(rows, PIPELINE, {}, {}).values()) == stages.split()


@pytest.mark.parametrize(
    "name",
    [
        "商务谈判",
        "4-商务谈判",
        "04. 商务谈判",
        "4、商务谈判",
        "④商务谈判",
        "阶段四：商务谈判",
        "第四阶段 商务谈判",
        "S4 Negotiation",
        "Stage 4: Negotiation",
        "(4) Negotiation",
        "Negotiation (60%)",
        "Negotiation - 60%",
        "60% - Negotiation",
        "４．Negotiation（６０％）",
        " negotiation ",
    ],
)
def test_numbers_in_front_and_percentages_behind_do_not_matter(name: str) -> None:
    assert stage_of(says(name)) == "negotiation"


@pytest.mark.parametrize(
    "name",
    ["Qualified", "Close", "关闭", "签约", "意向", "无效", "一次拜访成交", "2", "60%", "???", "Not won", "未成交易"],
)
def test_names_of_unclear_meaning_are_asked_about(name: str) -> None:
    assert list(unknown(says(name)).suggestions) == [name]


@pytest.mark.parametrize(
    ("row", "stage"),
    [
        pytest.param(says("Negotiation", "won"), "won", id="status won"),
        pytest.param(says("Negotiation", "lost"), "lost", id="status lost"),
        pytest.param(says("Frobnicating", "lost"), "lost", id="status of an unknown name"),
        pytest.param(says("Closed Won", won=False, closed=True), "lost", id="flags against the name"),
        pytest.param(says("Odd", won=True), "won", id="flag won"),
        pytest.param(says("Odd", won=False, closed=True), "lost", id="flags lost"),
        pytest.param(says("Negotiation", won=False, closed=False), "negotiation", id="flags open"),
        pytest.param(says("Negotiation", "open", probability=100), "negotiation", id="name before probability"),
        pytest.param(says("Odd", probability=100), "won", id="probability 100"),
        pytest.param(says("Odd", probability=0), "lost", id="probability 0"),
        pytest.param(says("Negotiation", closed=True, probability=0), "lost", id="closed says more than an open name"),
        pytest.param(says("Closed Lost", "lost", won=True), "lost", id="status before a flag"),
        pytest.param(says(None, "won"), "won", id="no name at all"),
    ],
)
def test_status_and_flags_come_before_the_name_and_probability_after(row: StageEvidence, stage: str) -> None:
    assert stage_of(row) == stage


@pytest.mark.parametrize(
    "row",
    [
        pytest.param(says("Won", "open"), id="open in a won stage"),
        pytest.param(says("Closed Lost", closed=False), id="not closed in a lost stage"),
        pytest.param(says("Negotiation", closed=True), id="closed in an open stage"),
        pytest.param(says("Odd", "open", probability=100), id="open at 100 per cent"),
        pytest.param(says("Odd", closed=False, probability=0), id="not closed at 0 per cent"),
        pytest.param(says("Odd", probability=99), id="almost certain"),
    ],
)
def test_what_contradicts_itself_is_asked_about(row: StageEvidence) -> None:
    assert list(unknown(row).suggestions) == [row.name]


@pytest.mark.parametrize("ours", ["proposal", "Proposal", " PROPOSAL ", "方案制定", "方案製定"])
def test_a_person_may_name_our_stage_in_any_way(ours: str) -> None:
    assert stage_of(says("Frob"), {"frob ": ours}) == "proposal"


def test_what_a_person_says_comes_before_everything_that_a_name_brings_with_it() -> None:
    assert stage_of(says("Negotiation"), {"Negotiation": "need"}, {"Negotiation": "contact"}) == "need"
    assert stage_of(says("Closed Won", won=False, closed=True), {"Closed Won": "won"}) == "won"
    assert stage_of(says("Parked", won=False, closed=True), {"Parked": "contact"}) == "contact"
    assert stage_of(says("Paid", "open"), {"Paid": "won"}) == "won"
    assert stage_of(says("Paid", "lost"), {"Paid": "won"}) == "won"


def test_a_closed_deal_does_not_open_because_its_last_stage_was_named() -> None:
    given = {"Frob": "need"}
    assert stage_of(says("Frob", "lost"), given) == "lost"
    assert stage_of(says("Frob", "won"), given) == "won"
    assert stage_of(says("Frob", "open"), given) == "need"


def test_what_is_remembered_comes_before_names_and_after_status() -> None:
    remembered = {"Negotiation": "need", "Paid": "won", "Gone": "a stage of old"}
    assert stage_of(says("negotiation"), remembered=remembered) == "need"
    assert stage_of(says("Negotiation", "lost"), remembered=remembered) == "lost"
    assert stage_of(says("Paid", "open"), remembered=remembered) == "won"
    with pytest.raises(StagesUnknown):
        stage_of(says("Gone"), remembered=remembered)


def test_the_pipelines_own_names_come_before_synonyms() -> None:
    renamed = Pipeline(
        replace(stage, name_en="Discovery") if stage.id == "proposal" else stage for stage in COURSE_STAGES
    )
    assert stage_of(says("Discovery")) == "need"
    assert stage_of(says("Discovery"), pipeline=renamed) == "proposal"


def test_a_stage_of_ours_that_does_not_exist_is_refused_with_those_that_do() -> None:
    with pytest.raises(UsageError, match=r"“closing”.*contact \(First contact\).*Nothing was brought in"):
        stage_of(says("Frob"), {"Frob": "closing"})


def test_a_blank_name_is_asked_about_and_can_be_answered() -> None:
    question = unknown(says(None, "open"), says("", "open"))
    assert question.suggestions == {"": None}
    assert '--stage "(blank)=' in str(question)
    for name in ("(blank)", ""):
        assert stage_of(says(None, "open"), {name: "contact"}) == "contact"


def test_all_unknown_names_are_asked_about_at_once_with_what_is_nearest() -> None:
    question = unknown(
        says("Negotiation"),
        says("Frobnicating", "open", probability=40),
        says("Frobnicating", "open", probability=45),
        says("需求梳理确认", "open"),
        says("合同谈判中"),
        says("Mystery"),
        says("Warm", probability=90),
    )
    assert question.suggestions == {
        "Frobnicating": "negotiation",
        "需求梳理确认": "need",
        "合同谈判中": "negotiation",
        "Mystery": None,
        "Warm": "negotiation",
    }
    text = str(question)
    assert "5 names of stages are none of ours" in text
    assert "“Frobnicating” (nearest: Negotiation)" in text
    assert "“Mystery”," in text
    assert '--stage "Frobnicating=negotiation"' in text
    assert "Nothing was brought in" in text
    assert "need (Need confirmed)" in text
    assert question.exit_code == 3


def test_a_column_that_is_no_stage_is_refused_in_short_and_in_time() -> None:
    started = time.monotonic()
    question = unknown(*(says(f"Customer number {number}", probability=1 + number % 99) for number in range(3000)))
    assert len(question.suggestions) == 3000
    assert str(question).count("“") == 30
    assert time.monotonic() - started < 5


def test_an_open_deal_is_not_suggested_a_closed_stage() -> None:
    suggestion = unknown(says("Closed Wonn", "open", probability=100)).suggestions["Closed Wonn"]
    assert suggestion == "negotiation"


def test_stages_are_named_in_the_language_of_the_person(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n, "_language", "zh_Hans")
    assert "need (需求确认)" in str(unknown(says("Mystery")))


@pytest.mark.parametrize(
    ("name", "stage"),
    [("Proposal Made", "proposal"), ("Frob", "need"), ("Old", "contact"), ("Won", None), ("Odd", None), (None, None)],
)
def test_the_last_open_stage_of_a_closed_deal_is_what_its_name_means(name: str | None, stage: str | None) -> None:
    assert open_stage(name, PIPELINE, {"Frob": "need"}, {"Old": "contact"}) == stage
