"""What an export is: its kind of rows, its columns, its system."""

from __future__ import annotations

import time
import tomllib
from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesops_tui import i18n
from salesops_tui.errors import UsageError
from salesops_tui.importing import recognition
from salesops_tui.importing.failures import ColumnMissing, ColumnUnclear, KindUnknown
from salesops_tui.importing.fields import FIELDS, field_named
from salesops_tui.importing.kinds import Kind
from salesops_tui.importing.recognition import count_known, header_key, profile_key, recognise

DEALS = ["Deal name", "Customer", "Stage", "Amount", "Expected close date", "Owner"]


def read(headers: list[str]) -> dict[str, str]:
    """Field → header, of headers that must be recognised."""
    found = recognise(headers)
    return {field: headers[column] for column, field in found.mapping.items()}


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("kind", FIELDS)
def test_our_own_titles_are_recognised_in_every_language(kind: Kind, language: str) -> None:
    i18n.set_language(language)
    names = [field.name for field in FIELDS[kind]]
    found = recognise([i18n._(field.title) for field in FIELDS[kind]], kind=kind)
    assert found.mapping == dict(enumerate(names))


SYSTEMS = {
    "hubspot": {
        "external_id": "Record ID", "name": "Deal Name", "stage": "Deal Stage", "owner": "Deal owner", "amount": "Amount",
        "close_date": "Close Date", "created_on": "Create Date", "modified_at": "Last Modified Date",
        "account": "Associated Company (Primary)", "contact": "Associated Contact",
        "forecast_category": "Forecast category", "next_step": "Next step", "lost_reason": "Closed Lost Reason",
        "lead_source": "Original Source Type", "probability": "Deal probability", "is_won": "Is Closed Won",
        "is_closed": "Is closed (numeric)",
        "": "Amount in company currency|Associated Company|Pipeline|Deal Type|Closed Won Reason|Last Activity Date",
    },
    "salesforce": {
        "external_id": "Opportunity ID 18", "name": "Opportunity Name", "account": "Account Name", "stage": "Stage",
        "amount": "Amount", "currency": "Amount Currency", "close_date": "Close Date", "owner": "Opportunity Owner",
        "probability": "Probability (%)", "lead_source": "Lead Source", "next_step": "Next Step",
        "created_on": "Created Date", "modified_at": "Last Modified Date", "forecast_category": "Forecast Category",
        "is_won": "Won", "is_closed": "Closed", "lost_reason": "Loss Reason",
        "": "Amount (converted) Currency|Amount (converted)|Opportunity ID|Type|Fiscal Period|Age|Owner Role"
        "|Expected Revenue|Last Activity",
    },
    "salesforce api": {
        "external_id": "Id", "name": "Name", "stage": "StageName", "close_date": "CloseDate", "owner": "Owner.Name",
        "account": "Account.Name", "account_id": "AccountId", "currency": "CurrencyIsoCode", "is_won": "IsWon",
        "is_closed": "IsClosed", "created_on": "CreatedDate", "modified_at": "LastModifiedDate",
        "forecast_category": "ForecastCategoryName", "probability": "Probability", "next_step": "NextStep",
        "lead_source": "LeadSource", "amount": "Amount",
        "": "OwnerId|SystemModstamp|Type",
    },
    "pipedrive": {
        "external_id": "Deal - ID", "name": "Deal - Title", "account": "Deal - Organization",
        "contact": "Deal - Contact person", "owner": "Deal - Owner", "stage": "Deal - Stage", "amount": "Deal - Value",
        "currency": "Deal - Currency of Value", "status": "Deal - Status", "close_date": "Deal - Expected close date",
        "won_on": "Deal - Won time", "lost_on": "Deal - Lost time", "lost_reason": "Deal - Lost reason",
        "created_on": "Deal - Deal created", "modified_at": "Deal - Update time",
        "entered_stage_at": "Deal - Last stage change", "closed_on": "Deal - Deal closed on",
        "probability": "Deal - Probability", "product": "Deal - Product name", "lead_source": "Deal - Source channel",
        "": "Deal - Weighted value",
    },
    "odoo": {
        "external_id": "External ID", "name": "Opportunity", "account": "Customer", "owner": "Salesperson",
        "stage": "Stage", "amount": "Expected Revenue", "close_date": "Expected Closing", "probability": "Probability",
        "created_on": "Created on", "modified_at": "Last Updated on", "closed_on": "Closed Date", "currency": "Currency",
        "lost_reason": "Lost Reason", "lead_source": "Source",
        "": "Tags|Sales Team|Company",
    },
    "odoo technical": {
        "external_id": "id", "name": "name", "account": "partner_id", "owner": "user_id", "stage": "stage_id",
        "amount": "expected_revenue", "close_date": "date_deadline", "lost_reason": "lost_reason_id",
        "created_on": "create_date", "modified_at": "write_date", "closed_on": "date_closed",
        "": "",
    },
    "zoho": {
        "external_id": "Record Id", "name": "Deal Name", "account": "Account Name", "stage": "Stage", "amount": "Amount",
        "close_date": "Closing Date", "owner": "Deal Owner", "contact": "Contact Name", "lead_source": "Lead Source",
        "next_step": "Next Step", "probability": "Probability (%)", "created_on": "Created Time",
        "modified_at": "Modified Time", "currency": "Currency", "lost_reason": "Reason For Loss",
        "": "Expected Revenue|Overall Sales Duration|Type|Created By",
    },
    "dynamics": {
        "external_id": "(Do Not Modify) Opportunity", "name": "Topic", "account": "Potential Customer",
        "contact": "Contact", "owner": "Owner", "close_date": "Est. Close Date", "amount": "Est. Revenue",
        "closed_on": "Actual Close Date", "status": "Status", "stage": "Sales Stage", "currency": "Currency",
        "probability": "Probability", "created_on": "Created On", "modified_at": "Modified On",
        "": "(Do Not Modify) Row Checksum|(Do Not Modify) Modified On|Account|Actual Revenue|Status Reason"
        "|Pipeline Phase|Rating|Est. Revenue (Base)",
    },
    "fxiaoke": {
        "name": "商机名称", "account": "客户名称", "stage": "商机阶段", "amount": "预计成交金额(元)",
        "close_date": "预计成交日期", "owner": "负责人", "lead_source": "商机来源", "probability": "赢率",
        "lost_reason": "输单原因", "competitor": "竞争对手",
        "created_on": "创建时间", "modified_at": "最后修改时间", "external_id": "唯一性ID", "status": "阶段状态",
        "closed_on": "实际成交日期",
        "": "销售流程|归属部门|最后跟进时间|生命状态",
    },
    "xiaoshouyi": {
        "name": "销售机会名称", "account": "客户名称", "stage": "销售阶段", "amount": "销售金额", "close_date": "结单日期",
        "owner": "销售机会所有人", "lead_source": "机会来源", "probability": "赢单概率", "lost_reason": "输单原因",
        "forecast_category": "承诺状态", "currency": "货币种类", "created_on": "创建日期", "modified_at": "最新修改日",
        "entered_stage_at": "阶段更新时间",
        "": "所属部门|机会类型|输单描述|修改日期",
    },
    "jiandaoyun": {
        "external_id": "商机编号", "name": "商机名称", "account": "关联客户", "stage": "跟进阶段",
        "amount": "预计签单金额（万元）", "close_date": "预计签单日期", "owner": "销售负责人", "created_on": "提交时间",
        "modified_at": "更新时间", "status": "跟进状态",
        "": "流水号|提交人",
    },
}  # fmt: skip


@pytest.mark.parametrize("system", SYSTEMS)
def test_a_deal_export_of_a_known_system_is_read_in_full(system: str) -> None:
    expected = dict(SYSTEMS[system])
    ignored = [header for header in expected.pop("").split("|") if header]
    headers = [*ignored, *expected.values()]
    found = recognise(headers)
    assert {field: headers[column] for column, field in found.mapping.items()} == expected
    assert (found.kind, found.source, list(found.ignored)) == (Kind.DEALS, system.split()[0], ignored)


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        pytest.param(
            "Deal|Customer|Rep|Value (USD)|Phase|Expected Close|Status",
            "name|account|owner|amount|stage|close_date|status",
            id="plain english",
        ),
        pytest.param(
            "Opp Name|Client|Sales Rep|Deal Size|Stage|Est. Close|Source|Comments",
            "name|account|owner|amount|stage|close_date|lead_source|note",
            id="american shorthand",
        ),
        pytest.param(
            "Project|Company|Account Manager|TCV|Pipeline Stage|Target Close Date|Win Probability %|Next Action"
            "|Next Action Date",
            "name|account|owner|amount|stage|close_date|probability|next_step|next_step_on",
            id="project business",
        ),
        pytest.param(
            "opportunity_id|opportunity_name|account_name|owner|stage|amount|currency|expected_close_date|updated_at",
            "external_id|name|account|owner|stage|amount|currency|close_date|modified_at",
            id="snake case",
        ),
        pytest.param(
            "dealName|customerName|stageName|ownerName|closeDate",
            "name|account|stage|owner|close_date",
            id="camel case",
        ),
        pytest.param(
            "项目名称|客户|业务员|合同金额（万元）|阶段|预计签约日期|下一步计划|下次跟进时间|竞品|备注",
            "name|account|owner|amount|stage|close_date|next_step|next_step_on|competitor|note",
            id="a chinese spreadsheet",
        ),
        pytest.param(
            "*商机名称|*客户名称|*销售阶段|金额(元)|*预计结单日期|负责人姓名：",
            "name|account|stage|amount|close_date|owner",
            id="a chinese form with marks",
        ),
        pytest.param(
            "客户|商机|负责人|金额【人民币万元】|阶段|预计成交时间|赢率（%）",
            "account|name|owner|amount|stage|close_date|probability",
            id="units in other brackets",
        ),
        pytest.param(
            "專案名稱|客戶名稱|業務負責人|預估金額(NT$)|銷售階段|預計結案日|成交機率|下一步行動|競爭對手",
            "name|account|owner|amount|stage|close_date|probability|next_step|competitor",
            id="taiwan",
        ),
        pytest.param(
            "商機編號|商機名稱|聯絡人|客戶|階段|金額|幣別|預計成交日期|建立日期|最後修改時間",
            "external_id|name|contact|account|stage|amount|currency|close_date|created_on|modified_at",
            id="traditional from a simplified system",
        ),
    ],
)
def test_a_layout_of_no_known_system_is_read_all_the_same(headers: str, expected: str) -> None:
    found = recognise(headers.split("|"))
    assert (found.kind, found.source, found.ignored) == (Kind.DEALS, None, ())
    assert list(found.mapping.values()) == expected.split("|")


@pytest.mark.parametrize(
    ("headers", "kind", "expected"),
    [
        pytest.param(
            "Record ID|Company name|Company owner|Create Date|Phone Number|Industry",
            Kind.ACCOUNTS,
            "external_id|name|owner|created_on|phone|industry",
            id="hubspot companies",
        ),
        pytest.param(
            "客户名称|所属行业|企业规模|地区|负责人|电话|官网|创建时间",
            Kind.ACCOUNTS,
            "name|industry|size|region|owner|phone|website|created_on",
            id="客户",
        ),
        pytest.param(
            "Contact ID|First Name|Last Name|Title|Account Name|Email|Phone",
            Kind.CONTACTS,
            "external_id|first_name|last_name|title|account|email|phone",
            id="salesforce contacts",
        ),
        pytest.param(
            "联系人姓名|客户名称|职务|手机|邮箱", Kind.CONTACTS, "name|account|title|phone|email", id="联系人"
        ),
        pytest.param("姓名|部门|职位|邮箱|是否在职", Kind.PEOPLE, "name|team|role|email|active", id="员工"),
        pytest.param(
            "User ID|Full Name|Alias|Email|Role|Active|Seat|Absences",
            Kind.PEOPLE,
            "external_id|name|aliases|email|role|active|seat|absences",
            id="users",
        ),
        pytest.param(
            "SKU|Product|Category|Unit Price|Active", Kind.PRODUCTS, "code|name|family|price|active", id="products"
        ),
        pytest.param(
            "产品名称|产品编码|产品分类|标准价格|是否启用", Kind.PRODUCTS, "name|code|family|price|active", id="产品"
        ),
        pytest.param(
            "客户名称|跟进人|跟进方式|跟进时间|跟进内容", Kind.ACTIVITIES, "account|person|kind|day|note", id="跟进记录"
        ),
        pytest.param(
            "拜访日期|拜访客户|拜访人|拜访方式|拜访总结", Kind.ACTIVITIES, "day|account|person|kind|note", id="拜访记录"
        ),
        pytest.param("Call Date|Rep|Account|Call Notes", Kind.ACTIVITIES, "day|person|account|note", id="calls"),
        pytest.param(
            "Activity - Type|Activity - Due date|Activity - Assigned to user|Activity - Deal|Activity - Organization",
            Kind.ACTIVITIES,
            "kind|day|person|deal|account",
            id="pipedrive activities",
        ),
        pytest.param(
            "Invoice No.|Invoice Date|Bill To|Item|Qty|Line Total",
            Kind.ORDERS,
            "external_id|ordered_on|account|product|quantity|amount",
            id="invoice lines",
        ),
        pytest.param(
            "订单编号|下单日期|客户名称|产品|数量|订单金额|币种|业务员",
            Kind.ORDERS,
            "external_id|ordered_on|account|product|quantity|amount|currency|owner",
            id="订单",
        ),
        pytest.param("姓名|月份|目标金额", Kind.TARGETS, "person|starts_on|amount", id="目标"),
        pytest.param(
            "Team|Month|Sales Target|Currency", Kind.TARGETS, "scope_name|starts_on|amount|currency", id="targets"
        ),
        pytest.param("Task|Due|Status|Assigned to", Kind.TASKS, "title|due_on|state|owner", id="tasks"),
        pytest.param(
            "任务名称|截止日期|负责人|状态|关联客户", Kind.TASKS, "title|due_on|owner|state|account", id="待办"
        ),
        pytest.param(
            "Opportunity ID|Opportunity Name|Edited By|Field / Event|Old Value|New Value|Edit Date",
            Kind.HISTORY,
            "deal_id|deal|author|field|old|new|at",
            id="salesforce field history",
        ),
        pytest.param(
            "Id|OpportunityId|Field|OldValue|NewValue|CreatedDate|CreatedById",
            Kind.HISTORY,
            "external_id|deal_id|field|old|new|at|author",
            id="salesforce field history api",
        ),
        pytest.param(
            "商机ID|变更字段|变更前|变更后|变更时间|变更人",
            Kind.HISTORY,
            "deal_id|field|old|new|at|author",
            id="变更记录",
        ),
    ],
)
def test_the_other_kinds_are_told_apart(headers: str, kind: Kind, expected: str) -> None:
    found = recognise(headers.split("|"))
    assert found.kind is kind
    assert list(found.mapping.values()) == expected.split("|")


@pytest.mark.parametrize("kind", Kind)
def test_a_file_with_our_own_titles_is_read_back(kind: Kind) -> None:
    fields = FIELDS[kind]
    found = recognise([field.title for field in fields], kind=kind)
    assert list(found.mapping.values()) == [field.name for field in fields]


@pytest.mark.parametrize(
    ("kind", "header", "field"),
    [
        (Kind.DEALS, "客户", "account"),
        (Kind.ACCOUNTS, "客户", "name"),
        (Kind.CONTACTS, "客户", "account"),
        (Kind.DEALS, "Company", "account"),
        (Kind.ACCOUNTS, "Company", "name"),
        (Kind.DEALS, "Status", "status"),
        (Kind.TASKS, "Status", "state"),
        (Kind.CONTACTS, "Title", "title"),
        (Kind.DEALS, "Title", "name"),
        (Kind.ACTIVITIES, "Owner", "person"),
        (Kind.ORDERS, "Date", "ordered_on"),
        (Kind.ACTIVITIES, "Date", "day"),
        (Kind.ACTIVITIES, "Type", "kind"),
        (Kind.DEALS, "名称", "name"),
        (Kind.DEALS, "Date", None),
        (Kind.DEALS, "Type", None),
        (Kind.DEALS, "Closed Won Reason", None),
        (Kind.DEALS, "Last Activity Date", None),
        (Kind.DEALS, "Amount in company currency", None),
    ],
)
def test_a_header_of_many_meanings_goes_by_the_kind(kind: Kind, header: str, field: str | None) -> None:
    found = recognition._lexicons()[kind].look_up(header_key(header))
    assert (found[0] if found else None) == field


def test_every_synonym_is_of_an_existing_field_and_means_one_only() -> None:
    text = resources.files("salesops_tui.importing").joinpath("headers.toml").read_text(encoding="utf-8")
    content = tomllib.loads(text)
    for kind in Kind:
        meant: dict[str, str] = {}
        for field, synonyms in content[kind].items():
            assert field_named(kind, field), (kind, field)
            for synonym in synonyms:
                assert meant.setdefault(header_key(synonym), field) == field, (kind, synonym)
    names = {field.name for fields in FIELDS.values() for field in fields}
    assert content["common"].keys() <= names
    for system in recognition._systems().values():
        for kind, headers in system.headers.items():
            assert all(not field or field_named(kind, field) for field, _place in headers.values())


def test_the_header_that_is_listed_first_wins_wherever_it_stands() -> None:
    assert read([*DEALS, "Contract value", "Last Modified Date", "Updated at"])["amount"] == "Amount"
    assert read(["Contract value", *DEALS])["amount"] == "Amount"
    assert read(["Updated at", "Last Modified Date", *DEALS])["modified_at"] == "Last Modified Date"


def test_a_whole_header_wins_over_one_with_a_word_left_off() -> None:
    assert read([*DEALS, "Deal currency", "Opportunity currency"])["currency"] == "Deal currency"


def test_two_columns_of_one_name_are_asked_about_and_told_apart_by_number() -> None:
    headers = [*DEALS, "Amount"]
    with pytest.raises(ColumnUnclear) as caught:
        recognise(headers)
    assert caught.value.field == "amount"
    assert caught.value.headers == ("Amount#1", "Amount#2")
    assert '--map "Amount#2=amount"' in str(caught.value)
    assert "Nothing was brought in" in str(caught.value)
    assert recognise(headers, given={"amount#2": "amount"}).mapping[6] == "amount"
    assert 3 not in recognise(headers, given={"Amount#2": "amount"}).mapping
    assert recognise(headers, given={"Amount#1": "-"}).mapping[6] == "amount"
    with pytest.raises(ColumnUnclear, match=r"Amount#2=amount.*Amount#3=amount"):
        recognise([*headers, "Amount"], given={"Amount#1": "-"})
    with pytest.raises(ColumnUnclear, match="#1") as caught:
        recognise(headers, given={"Amount": "amount"})
    assert caught.value.headers == ("Amount#1", "Amount#2")
    assert recognise(headers, given={"Amount": "amount", "Amount#2": "amount"}).mapping[6] == "amount"


def test_two_spellings_of_one_name_are_asked_about_by_their_names() -> None:
    with pytest.raises(ColumnUnclear) as caught:
        recognise([*DEALS, "amount (USD)"])
    assert '--map "Amount=amount", --map "amount (USD)=amount"' in str(caught.value)


def test_a_column_left_aside_takes_no_part() -> None:
    found = recognise([*DEALS, "Contract value"], given={"Amount": "", "owner": "-"})
    assert (found.mapping[6], found.ignored) == ("amount", ("Amount", "Owner"))


@pytest.mark.parametrize("field", ["lost_reason", "Lost reason", "LOST REASON"])
def test_a_person_may_name_a_field_by_name_or_title(field: str) -> None:
    found = recognise([*DEALS, "Why oh why"], given={"why oh  WHY": field})
    assert found.mapping[6] == "lost_reason"


def test_a_person_may_name_a_field_by_its_title_in_their_language(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "_", lambda text: {"Lost reason": "输单原因"}.get(text, text))
    assert recognition._field_meant(Kind.DEALS, "输单原因") == "lost_reason"


def test_what_is_said_of_a_column_overrules_what_it_looks_like() -> None:
    found = recognise([*DEALS, "Budget"], given={"Budget": "amount", "Amount": "note"})
    assert (found.mapping[6], found.mapping[3]) == ("amount", "note")


def test_of_two_columns_said_to_be_one_field_the_later_counts() -> None:
    found = recognise([*DEALS, "Budget"], given={"Amount": "amount", "Budget": "amount"})
    assert (found.mapping[6], found.ignored) == ("amount", ("Amount",))


def test_what_is_said_of_columns_tells_the_kind() -> None:
    headers = ["Name", "Owner", "Where we are"]
    with pytest.raises(KindUnknown):
        recognise(headers)
    assert recognise(headers, given={"Where we are": "stage"}).kind is Kind.DEALS


def test_an_unknown_header_or_field_that_is_said_is_refused_with_what_there_is() -> None:
    with pytest.raises(UsageError, match=r"“Betrag”.*“Amount”.*Nothing was brought in"):
        recognise(DEALS, given={"Betrag": "amount"})
    with pytest.raises(UsageError, match=r"“price”.*deals.*lost_reason.*Nothing was brought in"):
        recognise(DEALS, given={"Amount": "price"})
    with pytest.raises(UsageError, match="“Amount#2”"):
        recognise(DEALS, given={"Amount#2": "amount"})
    with pytest.raises(UsageError, match="“Amount#0”"):
        recognise(DEALS, given={"Amount#0": "amount"})


def test_a_header_with_a_number_sign_is_no_position() -> None:
    assert recognise([*DEALS, "Case#2"], given={"Case#2": "note"}).mapping[6] == "note"


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param(["a", "b", "c"], id="nothing known"),
        pytest.param(["Name", "Email"], id="contacts or people"),
        pytest.param(["Name", "Owner", "Amount"], id="deals or accounts"),
        pytest.param(["Stage"], id="one column"),
        pytest.param([], id="no columns"),
    ],
)
def test_headers_that_fit_nothing_or_several_kinds_are_asked_about(headers: list[str]) -> None:
    with pytest.raises(KindUnknown, match=r"Nothing was brought in.*--as.*deals, accounts, .*history"):
        recognise(headers)


def test_the_kind_that_a_person_says_is_taken() -> None:
    assert recognise(["Name", "Email"], kind=Kind.PEOPLE).kind is Kind.PEOPLE


@pytest.mark.parametrize(
    ("headers", "field"),
    [
        pytest.param(["Account", "Stage", "Amount", "Close Date", "Owner"], "name", id="deals without a name"),
        pytest.param(["Deal", "Customer", "Value", "Rep", "Expected close"], "stage", id="deals without a stage"),
        pytest.param(["Deal ID", "Field", "Old value", "New value", "Changed by"], "at", id="history without a time"),
        pytest.param(["Deal ID", "Old value", "New value", "Edit date"], "field", id="history without a field"),
        pytest.param(["Deal ID", "Field", "Old value", "Edit date"], "new", id="history without a new value"),
        pytest.param(["Field", "Old value", "New value", "Edit date"], "deal_id", id="history without a deal"),
        pytest.param(["订单编号", "客户名称", "产品", "数量", "订单金额"], "ordered_on", id="orders without a date"),
    ],
)
def test_a_field_that_every_row_needs_is_missed(headers: list[str], field: str) -> None:
    with pytest.raises(ColumnMissing, match="Nothing was brought in") as caught:
        recognise(headers)
    assert caught.value.field == field
    assert f'--map "Header={field}"' in str(caught.value)
    assert sorted(caught.value.headers) == sorted(headers)


def test_a_missing_field_is_first_looked_for_among_the_columns_that_are_not_used() -> None:
    with pytest.raises(ColumnMissing) as caught:
        recognise(["Account", "Stage", "Close Date", "What", "", "What"])
    assert (caught.value.kind, caught.value.headers[:2]) == ("deals", ("What#1", "What#2"))
    assert (
        recognise(["Account", "Stage", "Close Date", "What", "", "What"], given={"What#2": "name"}).mapping[5] == "name"
    )


def test_contacts_need_one_name_or_parts_of_one() -> None:
    assert recognise(["Last name", "Email", "Phone"], kind=Kind.CONTACTS).mapping[0] == "last_name"
    with pytest.raises(ColumnMissing, match="Contact name"):
        recognise(["Email", "Phone"], kind=Kind.CONTACTS)


def test_a_status_does_for_a_stage() -> None:
    assert recognise(["Deal", "Customer", "Deal status", "Deal value"]).mapping[2] == "status"


def test_the_row_of_headers_has_the_most_known_cells() -> None:
    assert count_known(["Sales report", "", "Q4 2026"]) == 0
    assert count_known(["Deal name", "Amount (USD)", "Fiscal Period", "Colour", "", "客戶名稱"]) == 4
    assert count_known(["Acme", "12,000", "2026-11-23", "Anna"]) == 0
    assert count_known(["Name"]) == 1


def test_a_long_cell_is_no_header_and_costs_no_time() -> None:
    started = time.monotonic()
    assert count_known(["name " * 100_000, f"name ({'m' * 90})", f"name{'(m)' * 30}"]) == 1
    assert recognise([*DEALS, "_ in " * 100_000]).kind is Kind.DEALS
    assert time.monotonic() - started < 1


@given(
    st.sampled_from(["Deal name", "Expected close date", "Amount", "Closed lost reason", "商机名称", "预计成交金额"]),
    st.sampled_from([str.upper, str.lower, str.title, lambda text: text.replace(" ", "_"), lambda text: f" {text}  "]),
    st.sampled_from(
        ["", "*", ":", "：", "（万元）", " (USD)", "[EUR]", "(%)", "（单位：元）", " (in thousand EUR)", "（必填）"]
    ),
)
@settings(max_examples=60, deadline=None)
def test_case_blanks_marks_and_units_do_not_matter(header: str, change: object, ending: str) -> None:
    assert callable(change)
    assert header_key(change(header) + ending) == header_key(header)


@pytest.mark.parametrize(
    "header",
    [
        "amount_usd",
        "Amount USD",
        "Deal value in k€",
        "Value - EUR",
        "金额/万元",
        "合同金额万元",
        "合同金額萬元",
        "預估金額 NT$",
    ],
)
def test_an_amount_may_have_its_unit_behind_it_without_brackets(header: str) -> None:
    deals = [other for other in DEALS if other != "Amount"]
    assert read([*deals, header])["amount"] == header


@pytest.mark.parametrize("header", ["Amount weighted", "Stage USD", "Weighted amount USD", "Amount won", "金额元月"])
def test_other_words_behind_a_header_make_it_another(header: str) -> None:
    assert header in recognise([*DEALS, header]).ignored


@pytest.mark.parametrize(
    "header", ["Amount (converted)", "Est. Revenue (Base)", "Associated Company (Primary)", "Won?"]
)
def test_brackets_and_marks_that_tell_something_are_kept(header: str) -> None:
    assert header_key(header) != header_key(header.split("(", maxsplit=1)[0].rstrip("?"))


def test_answers_are_remembered_for_the_same_headers_in_the_same_order() -> None:
    key = profile_key(["Deal name", "Amount"])
    assert len(key) == 32
    assert int(key, 16)
    assert profile_key([" deal  NAME", "Ａmount", "", " "]) == key
    assert profile_key(["Amount", "Deal name"]) != key
    assert profile_key(["Deal name", "Amount (万元)"]) != key
    assert profile_key(["Deal name Amount"]) != key
