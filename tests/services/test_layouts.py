"""Exports of many systems, as they come, brought in without a word of help."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook as Spreadsheet

from salesops_tui.domain.deals import Deal
from salesops_tui.domain.imports import Verdict
from salesops_tui.errors import SalesopsError
from tests.services.helpers import Desk, counts, reasons

# Every line is as long as the system writes it.
# ruff: noqa: E501
HUBSPOT = """\
"Record ID","Deal Name","Deal Stage","Pipeline","Deal owner","Amount","Amount in company currency","Close Date","Create Date","Last Modified Date","Associated Company (Primary)","Deal probability","Is Closed Won","Is closed (numeric)"
"18014398509481984","ERP rollout","Presentation Scheduled","Sales Pipeline","Li Na (li@acme.cn)","1200000.00","1200000.00","2026-12-18 08:00","2026-09-01 10:15","2026-11-20 17:20","Huadong Pharma","0.6","false","0"
"18014398509481985","Portal","Closed Won","Sales Pipeline","Wang Wei","50000.5","50000.5","2026-11-12 08:00","2026-09-01 10:15","2026-11-12 09:00","Beike","1","true","1"
"18014398509481986","CRM","Closed Lost","Sales Pipeline","Wang Wei","","","2026-11-10 08:00","2026-09-01 10:15","2026-11-10 09:00","Beike","0","false","1"
"""
SALESFORCE = """\
"Opportunity Name","Account Name","Stage","Amount Currency","Amount","Probability (%)","Close Date","Opportunity Owner","Created Date","Opportunity ID"
"ERP rollout","Huadong Pharma","Proposal/Price Quote","CNY","1200000.00","75","12/18/2026","Li Na","9/1/2026","0065g00000AbCdE"
"Portal","Beike","Closed Won","CNY","50000.50","100","11/12/2026","Wang Wei","9/1/2026","0065g00000AbCdF"
"CRM","Beike","Closed Lost","CNY","","0","11/10/2026","Wang Wei","9/1/2026","0065g00000AbCdG"

"Grand Totals (3 records)"
"Confidential Information - Do Not Distribute"
"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved."
"""
PIPEDRIVE = """\
Deal - ID,Deal - Title,Deal - Organization,Deal - Contact person,Deal - Owner,Deal - Value,Deal - Currency of Value,Deal - Stage,Deal - Status,Deal - Expected close date,Deal - Won time,Deal - Lost time,Deal - Deal created
1,ERP rollout,Huadong Pharma,Chen Jie,Li Na,1200000,CNY,Proposal Made,Open,2026-12-18,,,2026-09-01 02:15:00
2,Portal,Beike,,Wang Wei,50000.5,CNY,Negotiations Started,Won,,2026-11-12 01:00:00,,2026-09-01 02:15:00
3,CRM,Beike,,Wang Wei,,CNY,Proposal Made,Lost,,,2026-11-10 01:00:00,2026-09-01 02:15:00
"""
ODOO = """\
"id","Opportunity","Customer","Salesperson","Stage","Expected Revenue","Currency","Expected Closing","Created on","Last Updated on"
"__export__.crm_lead_7","ERP rollout","Huadong Pharma","Li Na","Proposition",1200000.0,CNY,"2026-12-18","2026-09-01 02:15:00","2026-11-20 09:20:00"
"__export__.crm_lead_8","Portal","Beike","Wang Wei","Won",50000.5,CNY,"2026-11-12","2026-09-01 02:15:00","2026-11-12 09:20:00"
"__export__.crm_lead_9","CRM","Beike","Wang Wei","Lost",,CNY,"2026-11-10","2026-09-01 02:15:00","2026-11-12 09:20:00"
"""
ZOHO = """\
Record Id,Deal Owner,Amount,Deal Name,Closing Date,Account Name,Stage,Probability (%),Created Time,Modified Time,Currency
zcrm_4876876000000000123,Li Na,1200000,ERP rollout,2026-12-18,Huadong Pharma,Proposal/Price Quote,75,2026-09-01 10:15:00,2026-11-20 17:20:00,CNY
zcrm_4876876000000000124,Wang Wei,50000.5,Portal,2026-11-12,Beike,Closed Won,100,2026-09-01 10:15:00,2026-11-12 17:20:00,CNY
zcrm_4876876000000000125,Wang Wei,,CRM,2026-11-10,Beike,Closed Lost,0,2026-09-01 10:15:00,2026-11-10 17:20:00,CNY
"""
DYNAMICS = """\
(Do Not Modify) Opportunity,(Do Not Modify) Row Checksum,(Do Not Modify) Modified On,Topic,Account,Est. revenue,Currency,Est. close date,Status,Status Reason,Owner,Sales Stage
3f2504e0-4f89-11d3-9a0c-0305e82c3301,abc=,20/11/2026 17:20,ERP rollout,Huadong Pharma,"1,200,000.00",Chinese Yuan,18/12/2026,Open,In Progress,Li Na,Propose
3f2504e0-4f89-11d3-9a0c-0305e82c3302,abd=,12/11/2026 17:20,Portal,Beike,"50,000.50",Chinese Yuan,12/11/2026,Won,Won,Wang Wei,Close
3f2504e0-4f89-11d3-9a0c-0305e82c3303,abe=,10/11/2026 17:20,CRM,Beike,,Chinese Yuan,10/11/2026,Lost,Canceled,Wang Wei,Propose
"""
XIAOSHOUYI = """\
销售机会ID,销售机会名称,客户名称,销售机会所有人,销售阶段,销售金额,币种,预计结单日期,创建日期,最新修改日
3001,ERP rollout,Huadong Pharma,Li Na,方案报价,"1,200,000.00",人民币,2026-12-18,2026-09-01 10:15,2026-11-20 17:20
3002,Portal,Beike,Wang Wei,赢单,"50,000.50",人民币,2026-11-12,2026-09-01 10:15,2026-11-12 17:20
3003,CRM,Beike,Wang Wei,输单,,人民币,2026-11-10,2026-09-01 10:15,2026-11-10 17:20
"""
JIANDAOYUN = """\
流水号,商机名称,关联客户,商机负责人,商机阶段,预计金额（万元）,预计成交日期,提交时间,更新时间
SJ001,ERP rollout,Huadong Pharma,Li Na,方案报价,120,2026年12月18日,2026-09-01 10:15:00,2026-11-20 17:20:00
SJ002,Portal,Beike,Wang Wei,已成交,5.00005,2026年11月12日,2026-09-01 10:15:00,2026-11-12 17:20:00
SJ003,CRM,Beike,Wang Wei,已流失,,2026年11月10日,2026-09-01 10:15:00,2026-11-10 17:20:00
"""
EUROPEAN = """\
ID;Deal;Customer;Account manager;Phase;Deal value;Currency;Expected close
1;ERP rollout;Huadong Pharma;Li Na;Proposal;1.200.000,00;CNY;18.12.2026
2;Portal;Beike;Wang Wei;Won;50.000,50;CNY;12.11.2026
3;CRM;Beike;Wang Wei;Lost;;CNY;10.11.2026
"""
TRADITIONAL = """\
商機編號,商機名稱,客戶名稱,負責人,銷售階段,金額,幣別,預計結案日
1,ERP rollout,Huadong Pharma,Li Na,方案報價,"1,200,000",CNY,2026/12/18
2,Portal,Beike,Wang Wei,贏單,"50,000.5",CNY,2026/11/12
3,CRM,Beike,Wang Wei,輸單,,CNY,2026/11/10
"""
TYPED_BY_HAND = """\
销售漏斗 2026年11月,,,,,
,,,,,
项目,客户,负责人,当前状态,合同额(万),预计签约
ERP rollout,Huadong Pharma,Li Na,报价中,120,2026.12.18
Portal,Beike,Wang Wei,已签约,5.00005,2026.11.12
CRM,Beike,Wang Wei,丢单,,2026.11.10
合计,,,,125,
"""
FILES: dict[str, tuple[str, str]] = {
    "hubspot": (HUBSPOT, "utf-8"),
    "salesforce report": (SALESFORCE, "utf-8"),
    "pipedrive": (PIPEDRIVE, "utf-8-sig"),
    "odoo": (ODOO, "utf-8"),
    "zoho": (ZOHO, "utf-8"),
    "dynamics": (DYNAMICS, "utf-8-sig"),
    "销售易": (XIAOSHOUYI, "gb18030"),
    "简道云": (JIANDAOYUN, "utf-8-sig"),
    "semicolons and decimal commas": (EUROPEAN, "utf-8"),
    "traditional": (TRADITIONAL, "utf-8"),
    "typed by hand": (TYPED_BY_HAND, "gb18030"),
    "tabs in utf-16": (PIPEDRIVE.replace(",", "\t"), "utf-16"),
}


def expected(deals: dict[str, Deal], desk: Desk) -> None:
    """The three deals that every file of this module tells of."""
    people = {person.id: person.name for person in desk.session.workbook.people.all()}
    accounts = {account.id: account.name for account in desk.session.workbook.accounts.all()}
    assert deals.keys() == {"ERP rollout", "Portal", "CRM"}
    erp, portal, crm = deals["ERP rollout"], deals["Portal"], deals["CRM"]
    assert [deal.stage_id for deal in (erp, portal, crm)] == ["proposal", "won", "lost"]
    assert [deal.amount for deal in (erp, portal, crm)] == [1_200_000_00, 50_000_50, None]
    assert {deal.currency for deal in deals.values()} == {"CNY"}
    assert (erp.close_date, erp.closed_on) == (date(2026, 12, 18), None)
    assert portal.closed_on == date(2026, 11, 12)
    assert crm.closed_on == date(2026, 11, 10)
    assert people[erp.owner_id or ""].startswith("Li Na")
    assert [accounts[deal.account_id or ""] for deal in (erp, portal)] == ["Huadong Pharma", "Beike"]


@pytest.mark.parametrize("system", FILES)
def test_an_export_comes_in_without_help_and_again_without_change(desk: Desk, system: str) -> None:
    content, encoding = FILES[system]
    path = desk.folder / "export.csv"
    path.write_bytes(content.encode(encoding))
    outcome = desk.bring(path)
    assert outcome.count(Verdict.CREATE) == 3, reasons(outcome.files[0])
    expected(desk.deals(), desk)
    assert counts(desk.bring(path).files[0]).keys() - {"skip"} == {"unchanged"}


def test_a_spreadsheet_with_a_title_and_a_sum_comes_in(desk: Desk) -> None:
    book = Spreadsheet()
    sheet: Any = book.active
    sheet.append(["Pipeline report, November 2026"])
    sheet.append([])
    sheet.append(["Opportunity", "Customer", "Sales rep", "Status", "Deal value", "Close date"])
    sheet.append(["ERP rollout", "Huadong Pharma", "Li Na", "Quotation", 1_200_000, date(2026, 12, 18)])
    sheet.append(["Portal", "Beike", "Wang Wei", "Won", 50_000.5, date(2026, 11, 12)])
    sheet.append(["CRM", "Beike", "Wang Wei", "Lost", None, date(2026, 11, 10)])
    sheet.append(["Total", None, None, None, "=SUM(E4:E6)", None])
    book.save(desk.folder / "pipeline.xlsx")
    outcome = desk.bring(desk.folder / "pipeline.xlsx")
    assert outcome.count(Verdict.CREATE) == 3, reasons(outcome.files[0])
    expected(desk.deals(), desk)


def test_an_old_spreadsheet_is_read(desk: Desk) -> None:
    outcome = desk.bring(Path(__file__).parents[1] / "importing" / "files" / "deals.xls")
    assert outcome.count(Verdict.CREATE) == 3, reasons(outcome.files[0])
    expected(desk.deals(), desk)


def test_input_9_formulas_are_kept_as_text(desk: Desk) -> None:
    desk.bring_rows(("1", '=HYPERLINK("http://x","y")', "＝1+1", "", "Proposal", "-5.00"))
    (deal,) = desk.session.workbook.deals.records.all()
    assert (deal.name, deal.amount) == ('=HYPERLINK("http://x","y")', -5_00)
    assert [account.name for account in desk.session.workbook.accounts.all()] == ["＝1+1"]


def test_input_10_two_decimal_styles_in_one_column_are_a_question_of_the_file(desk: Desk) -> None:
    rows = [("1", "A", "", "", "Won", "1.234,56"), ("2", "B", "", "", "Won", "1,234.56")]
    with pytest.raises(SalesopsError, match="Amount"):
        desk.bring_rows(*rows)
    assert desk.deals() == {}


def test_input_12_days_that_do_not_exist_are_refused_with_their_line(desk: Desk) -> None:
    days = ("2024-02-30", "0000-00-00", "2017年3月1日", "2024-12-05")
    outcome = desk.bring_rows(*((str(n), f"Deal {n}", "", "", "Won", "", "", day) for n, day in enumerate(days)))
    assert set(reasons(outcome)) == {2, 3}
    assert all(day in reason for day, reason in zip(days, reasons(outcome).values(), strict=False))
    assert {deal.closed_on for deal in desk.deals().values()} == {date(2017, 3, 1), date(2024, 12, 5)}


def test_input_12_a_day_as_excel_counts_it(desk: Desk) -> None:
    desk.bring_rows(
        ("1", "ERP", "", "", "Proposal", "", "", "45631.0"), ("2", "CRM", "", "", "Proposal", "", "", "45632")
    )
    assert [deal.close_date for deal in desk.deals().values()] == [date(2024, 12, 5), date(2024, 12, 6)]


def test_input_13_full_width_digits_and_chinese_units(desk: Desk) -> None:
    headers = ("ID", "商机名称", "阶段", "金额（万元）")
    outcome = desk.bring_rows(("1", "A", "方案报价", "１．５"), ("2", "B", "方案报价", "3.5"), headers=headers)
    assert [deal.amount for deal in desk.deals().values()] == [15_000_00, 35_000_00]
    assert any("10,000" in notice for notice in outcome.notices)
    desk.bring_rows(("3", "C", "", "", "Won", "１２,３４５．００ 元"), ("4", "D", "", "", "Won", "3.5万"))
    assert [desk.deals()[name].amount for name in "CD"] == [12_345_00, 35_000_00]


def test_input_16_identifiers_that_lost_digits_in_excel_are_refused(desk: Desk) -> None:
    book = Spreadsheet()
    sheet: Any = book.active
    sheet.append(["Record Id", "Deal Name", "Stage"])
    sheet.append([487687600000000123, "ERP", "Closed Won"])
    sheet.append([487687600000000124, "CRM", "Closed Won"])
    book.save(desk.folder / "deals.xlsx")
    outcome = desk.bring(desk.folder / "deals.xlsx")
    assert all("as text" in reason for reason in reasons(outcome.files[0]).values())
    assert desk.deals() == {}
