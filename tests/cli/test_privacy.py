"""What is held about somebody, who changed what, and taking it out for good."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date
from pathlib import Path

import pytest

from salesops_tui.cli.main import run
from salesops_tui.clock import FixedClock
from salesops_tui.domain.steps import Origin
from salesops_tui.errors import SalesopsError
from salesops_tui.paths import sample_data
from salesops_tui.services import safety
from salesops_tui.services.audit import audited, chain
from salesops_tui.services.demo import make_demo
from salesops_tui.services.personal_data import contact_named, erase, personal_data
from salesops_tui.services.session import Session, open_session
from salesops_tui.services.steps import undo
from salesops_tui.settings import load_settings
from salesops_tui.storage import triggers

HERE = Origin.COMMAND_LINE
NAME = "Ana Liu"


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    """A session on the sample."""
    clock, settings = FixedClock.on(date(2026, 11, 25), UTC), load_settings(sample_data() / "settings.toml")
    opened = open_session(make_demo(tmp_path, clock, settings, "en"), clock, settings)
    with closing(opened.workbook):
        yield opened


def test_everything_that_is_held_about_a_contact_is_told(session: Session) -> None:
    contact = contact_named(session, "ana  liu".upper())
    told = personal_data(session, contact)
    assert told["contact"]["email"] == contact.email
    assert told["account"]
    assert told["changes"][0]["fields"]["phone"] == [None, contact.phone]


def test_nothing_of_an_erased_contact_stays_in_the_file(session: Session) -> None:
    contact = contact_named(session, NAME)
    assert contact.email
    assert contact.phone
    path = session.workbook.path
    safety.back_up(path, session.clock)
    before = chain(session).head
    erased = erase(session, contact, HERE)
    assert erased.backups == len(safety.backups(path))
    assert safety.check(session) == []
    assert chain(session).broken_at is None
    newest = next(audited(session, 1))
    assert newest.step.params["head"] == before
    session.workbook.close()
    content = path.read_bytes()
    for word in (NAME, contact.email, contact.phone):
        assert word.encode() not in content
    assert NAME.encode() in safety.backups(path)[0].path.read_bytes()


def test_an_erasure_is_not_undone(session: Session) -> None:
    erase(session, contact_named(session, NAME), HERE)
    number = session.workbook.journal.last_step()
    with pytest.raises(SalesopsError):
        undo(session, HERE, number)
    assert session.workbook.contacts.get("x") is None
    with pytest.raises(SalesopsError, match="There is no contact"):
        contact_named(session, NAME)


def test_of_several_of_a_name_the_account_says_which(session: Session) -> None:
    names = [contact.name for contact in session.workbook.contacts.all()]
    twice = next(name for name in names if names.count(name) > 1)
    with pytest.raises(SalesopsError, match="say which one with --account"):
        contact_named(session, twice)
    accounts = {account.id: account.name for account in session.workbook.accounts.all()}
    contact = next(each for each in session.workbook.contacts.all() if each.name == twice and each.account_id)
    assert contact.account_id is not None
    assert contact_named(session, twice, accounts[contact.account_id]).id == contact.id


def test_the_command_tells_and_erases(session: Session, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(session.workbook.path)
    assert run(["--db", path, "personal", NAME]) == 0
    assert json.loads(capsys.readouterr().out)["contact"]["name"] == NAME
    assert run(["--db", path, "personal", NAME, "-o", str(tmp_path / "ana.json")]) == 0
    assert NAME in (tmp_path / "ana.json").read_text(encoding="utf-8")
    assert run(["--db", path, "personal", NAME, "--erase"]) == 0
    assert "cannot be undone" in capsys.readouterr().out
    assert run(["--db", path, "personal", NAME]) == 1


def test_the_audit_tells_who_changed_what(session: Session, capsys: pytest.CaptureFixture[str]) -> None:
    path = str(session.workbook.path)
    assert run(["--db", path, "audit", "-n", "1"]) == 0
    told = capsys.readouterr().out
    assert "stage_id" in told
    assert "The chain is whole. Its end is" in told
    assert run(["--db", path, "audit", "--format", "json", "--record", NAME]) == 0
    (step,) = json.loads(capsys.readouterr().out)["steps"]
    assert [record["name"] for record in step["records"]] == [NAME]


def test_an_audit_says_where_the_record_was_changed_from_outside(
    session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    path = session.workbook.path
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        triggers.drop(connection)
        connection.execute("UPDATE step SET actor = 'nobody' WHERE id = 2")
        triggers.renew(connection)
    assert run(["--db", str(path), "audit"]) == 1
    assert "The chain is broken at step 2" in capsys.readouterr().out


def test_purpose_and_consent_come_in_with_the_contacts(session: Session, tmp_path: Path) -> None:
    file = tmp_path / "contacts.csv"
    file.write_text(
        "联系人,客户,邮箱,处理目的,同意日期\n王小明,华东医药,w@x.example,合同履行,2026-03-01\n", encoding="utf-8"
    )
    assert run(["--db", str(session.workbook.path), "import", "--as", "contacts", str(file)]) == 0
    told = personal_data(session, contact_named(session, "王小明"))["contact"]
    assert (told["purpose"], told["consented_on"]) == ("合同履行", "2026-03-01")
