"""The funnel of the sample workbook against plain pandas over the sample's own files."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

import pandas
import pytest

from salesops_tui import paths
from salesops_tui.clock import FixedClock
from salesops_tui.services import funnel, pasts
from salesops_tui.services.demo import make_demo
from salesops_tui.services.funnel import FunnelView, Wanted
from salesops_tui.services.session import close_session, open_session
from salesops_tui.settings import Settings

TODAY = date(2026, 11, 25)
RATES = {"USD": Decimal("7.1"), "EUR": Decimal("7.7")}
RANKS = {
    "Prospecting": 1,
    "Needs Analysis": 2,
    "Proposal/Price Quote": 3,
    "Negotiation/Review": 4,
    "Closed Won": 5,
    "Closed Lost": 0,
}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> FunnelView:
    """The funnel of the English sample workbook."""
    clock = FixedClock.on(TODAY, ZoneInfo("Asia/Shanghai"))
    settings = Settings(rates=RATES)
    path = make_demo(tmp_path_factory.mktemp("demo"), clock, settings, "en")
    opened = open_session(path, clock, settings)
    try:
        pasts.catch_up(opened)
        return funnel.view(opened, Wanted())
    finally:
        close_session(opened)


@pytest.fixture(scope="module")
def files() -> Mapping[str, pandas.DataFrame]:
    """The sample's own files, read without the program."""
    folder = paths.sample_data() / "en"
    names = {"activities": "activities", "history": "deal-history", "16": "deals-2026-11-16", "23": "deals-2026-11-23"}
    read = {key: pandas.read_csv(folder / f"{name}.csv", encoding="utf-8-sig") for key, name in names.items()}
    read = {name: frame.rename(columns={"Opportunity ID": "deal"}) for name, frame in read.items()}
    # Deals that the second export no longer has stay as the first told them.
    return read | {"deals": pandas.concat([read["16"], read["23"]]).drop_duplicates("deal", keep="last")}


def furthest(files: Mapping[str, pandas.DataFrame]) -> pandas.DataFrame:
    """Every deal with the last stage it ever reached."""
    deals = files["deals"].set_index("deal")
    history = files["history"]
    moves = history[history["Field / Event"] == "Stage"]
    seen = pandas.concat(
        [
            moves[["deal", "Old Value"]].rename(columns={"Old Value": "Stage"}),
            moves[["deal", "New Value"]].rename(columns={"New Value": "Stage"}),
            files["16"][["deal", "Stage"]],
            files["23"][["deal", "Stage"]],
        ]
    ).dropna()
    deals["furthest"] = seen["Stage"].map(RANKS).groupby(seen["deal"]).max()
    return deals


def test_the_samples_funnel_equals_pandas(sample: FunnelView, files: Mapping[str, pandas.DataFrame]) -> None:
    deals = furthest(files)
    # The workbook is a year's, and so is the sample: every deal began in the period.
    got = [int((deals["furthest"] >= rank).sum()) for rank in range(1, 6)]
    assert got[0] == len(deals)
    # Lost deals of which the workbook knows no stage before are left out of the funnel, and told.
    got[0] -= sample.without_way
    assert [line.share.numerator for line in sample.whole.stages] == got
    for place, count in enumerate((line.count for line in sample.whole.stages[:-1]), start=1):
        stopped = deals[deals["furthest"] == place]
        assert count is not None
        assert count.lost == int((stopped["Stage"] == "Closed Lost").sum()) - (sample.without_way if place == 1 else 0)
        assert count.advanced == got[place]
        assert count.here == got[place - 1] - got[place] - count.lost


def test_the_samples_win_rates_equal_pandas(sample: FunnelView, files: Mapping[str, pandas.DataFrame]) -> None:
    deals = files["deals"]
    rates = {"CNY": Decimal(1), **RATES}
    won, lost = (deals[deals["Stage"] == stage] for stage in ("Closed Won", "Closed Lost"))

    def worth(frame: pandas.DataFrame) -> Fraction:
        counts = frame[frame["Amount"].notna() & frame["Amount Currency"].isin(rates)]
        pairs = zip(counts["Amount"], counts["Amount Currency"], strict=True)
        return sum((Fraction(amount) * Fraction(rates[currency]) for amount, currency in pairs), Fraction(0))

    outcomes = sample.whole.outcomes
    assert (outcomes.won, outcomes.lost) == (len(won), len(lost))
    assert outcomes.win_rate.value == Fraction(len(won), len(won) + len(lost))
    assert outcomes.by_value.value == worth(won) / (worth(won) + worth(lost))
    assert outcomes.created.high == Fraction(len(deals) - len(lost), len(deals))
    rated = won[won["Amount"].notna() & won["Amount Currency"].isin(rates)]
    assert outcomes.average.value == worth(won) * 100 / len(rated)
    reasons = lost["Loss Reason"].value_counts()
    assert {one.reason: one.share.numerator for one in outcomes.reasons} == reasons.to_dict()
    met = pandas.concat([won, lost]).dropna(subset=["Competitor"]).groupby("Competitor")["Stage"].value_counts()
    ours = {(one.name, "Closed Won"): one.won for one in outcomes.competitors}
    ours |= {(one.name, "Closed Lost"): one.lost for one in outcomes.competitors}
    assert {key: number for key, number in ours.items() if number} == met.to_dict()


def test_the_samples_cycle_and_velocity_equal_pandas(sample: FunnelView, files: Mapping[str, pandas.DataFrame]) -> None:
    deals = furthest(files)
    touches = files["activities"].dropna(subset=["deal"])
    first = pandas.to_datetime(touches["Date"]).dt.normalize().groupby(touches["deal"]).min()
    won = deals[deals["Stage"] == "Closed Won"].join(first.rename("touched"))
    closed, created = pandas.to_datetime(won["Close Date"]), pandas.to_datetime(won["Created Date"])
    touched = won["touched"].where(won["touched"] <= closed)
    days = (closed - touched.fillna(created)).dt.days
    cycle = sample.whole.outcomes.cycle
    assert sample.whole.outcomes.untouched == int(touched.isna().sum())
    for figure, expected in (
        (cycle.mean, days.mean()),
        (cycle.median, days.median()),
        (cycle.upper, days.quantile(0.75)),
    ):
        assert figure.value is not None
        assert float(figure.value) == pytest.approx(expected)
    qualified = int((~deals["Stage"].str.startswith("Closed") & (deals["furthest"] >= 2)).sum())
    outcomes, velocity = sample.whole.outcomes, sample.whole.velocity
    assert velocity is not None
    assert outcomes.average.value is not None
    assert outcomes.win_rate.value is not None
    assert velocity.value is not None
    expected = qualified * float(outcomes.average.value) * float(outcomes.win_rate.value) / days.mean()
    assert float(velocity.value) == pytest.approx(expected)
