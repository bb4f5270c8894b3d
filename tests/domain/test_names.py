"""Who and what a line names."""

from __future__ import annotations

import pytest

from salesops_tui.domain.names import Customers, KnownDeal, KnownPerson, People
from salesops_tui.domain.quick_add.reading import NameKind
from salesops_tui.services.names import pinyin

PEOPLE = People(
    [
        KnownPerson("1", ("Li Na", "lina@example.com")),
        KnownPerson("2", ("李娜",)),
        KnownPerson("3", ("Wang Wei", "小王")),
        KnownPerson("4", ("Wang Min",)),
        KnownPerson("5", ("赵磊",)),
    ],
    pinyin,
)


@pytest.mark.parametrize(
    ("text", "names", "end"),
    [
        ("Li Na call", ["Li Na"], 5),
        ("li na call", ["Li Na"], 5),
        ("LiNa call", ["Li Na"], 4),
        ("李娜跟进", ["李娜"], 2),
        ("小王 call", ["Wang Wei"], 2),
        ("wei call", ["Wang Wei"], 3),
        ("wang call", ["Wang Wei", "Wang Min"], 4),
        ("zl call", ["赵磊"], 2),
        ("zhaolei call", ["赵磊"], 7),
        ("lina@example.com x", ["Li Na"], 16),
    ],
)
def test_a_person_is_found_by_name_part_and_pinyin(text: str, names: list[str], end: int) -> None:
    found = PEOPLE.at_start(text)
    assert found is not None
    assert ([named.name for named in found.candidates], found.end) == (names, end)


@pytest.mark.parametrize("text", ["nobody", "", " Li", "z", "[@click=app.quit]x[/]"])
def test_nobody_is_found_by_what_is_no_name(text: str) -> None:
    assert PEOPLE.at_start(text) is None


CUSTOMERS = Customers(
    [("a1", "Huadong Pharma"), ("a2", "华东医药股份有限公司"), ("a3", "Beike Logistics"), ("a4", "Suntec Optics"),
     ("a5", "北方科技有限公司"), ("a6", "南方科技有限公司")],
    [
        KnownDeal("d1", "ERP rollout", "a1", "Huadong Pharma · Li Na"),
        KnownDeal("d2", "CRM 升级", "a2", "华东医药"),
        KnownDeal("d3", "Portal", "a3", "Beike Logistics"),
        KnownDeal("d4", "Warehouse system", "a3", "Beike Logistics"),
        KnownDeal("d5", "Quality management suite", None, ""),
    ],
    pinyin,
)  # fmt: skip


def clear(text: str) -> list[tuple[NameKind, str]]:
    """What is named without a doubt."""
    found = [mention.candidates for mention in CUSTOMERS.mentions(text) if len(mention.candidates) == 1]
    return [(named.kind, named.id) for (named,) in found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("call Huadong about it", [(NameKind.DEAL, "d1")]),
        ("call huadong pharma", [(NameKind.DEAL, "d1")]),
        ("给华东医药报价", [(NameKind.DEAL, "d2")]),
        ("hdyy 回访", [(NameKind.DEAL, "d2")]),
        ("call Hudaong", [(NameKind.DEAL, "d1")]),
        ("visit Suntec", [(NameKind.ACCOUNT, "a4")]),
        ("Beike portal review", [(NameKind.DEAL, "d3")]),
        ("Quality management meeting", [(NameKind.DEAL, "d5")]),
        ("call the bank", []),
        ("科技有限公司", []),
        ("", []),
    ],
)
def test_a_deal_or_an_account_is_found_where_it_is_clear(text: str, found: list[tuple[NameKind, str]]) -> None:
    assert clear(text) == found


def test_several_are_asked_about_the_likeliest_first() -> None:
    (mention,) = CUSTOMERS.mentions("call Beike")
    assert [named.id for named in mention.candidates] == ["d3", "d4", "a3"]
    assert mention.candidates[0].detail == "Beike Logistics"
    assert "call Beike"[mention.start : mention.end] == "Beike"


@pytest.mark.parametrize("text", ["x" * 10_000, "华" * 10_000, "ab " * 3_000, "\x00\x01[/]", "%_\\"])
def test_hostile_and_endless_texts_name_nothing(text: str) -> None:
    assert CUSTOMERS.mentions(text) == []
