"""How submitted forecasts lie in the file."""

from __future__ import annotations

from salesops_tui.domain.forecasts import Forecast
from salesops_tui.domain.targets import Period
from salesops_tui.storage.codecs import DAY, INSTANT, word
from salesops_tui.storage.records import Table

FORECAST = Table("forecast", Forecast, {"period": word(Period), "starts_on": DAY, "submitted_at": INSTANT})
