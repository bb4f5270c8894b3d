"""What every figure is, in words: its name, its definition, its formula. The domain's part D is the source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from salesops_tui.domain.figures import Metric, Missing
from salesops_tui.i18n import mark


@dataclass(frozen=True, slots=True)
class Definition:
    """A figure in words, marked for translation."""

    name: str
    meaning: str
    """What it is and what belongs in it."""
    formula: str = ""
    """What is divided by what, or added; empty where the meaning says it."""
    source: str = ""
    """Where a benchmark comes from, or what to beware of."""


DEFINITIONS: Final[Mapping[Metric, Definition]] = {
    Metric.STAGE_AMOUNT: Definition(
        mark("Amount in a stage"),
        mark(
            "The amounts of all deals in the stage, counted over the whole workbook, in the base currency; won and lost "
            "deals are those closed in this month."
        ),
        mark("sum of the amounts, each at the rates of the settings"),
    ),
    Metric.WEIGHTED_AMOUNT: Definition(
        mark("Weighted amount"),
        mark(
            "Each open deal's amount times its probability: its own where somebody set one, else its stage's. Deals "
            "without an amount are left out; deals whose close date has passed still count."
        ),
        mark("sum of amount × probability"),
        mark("The stages' probabilities come from the course's average funnel: 5 of 100 first contacts are won."),
    ),
    Metric.DEALS_AMOUNT: Definition(
        mark("Amount of the deals"),
        mark("The amounts of all deals that are listed, open and closed, in the base currency."),
        mark("sum of the amounts, each at the rates of the settings"),
    ),
    Metric.Q2_SHARE: Definition(
        mark("Share of what was important and not urgent"),
        mark(
            "Of the tasks done in the week, the share that was important and not urgent on the day on which it was done. "
            "Dropped tasks do not count."
        ),
        mark("important, not urgent ÷ done"),
        mark("The course gives no figure: what matters is that it does not fall to nought week after week."),
    ),
    Metric.Q2_WORK_SHARE: Definition(
        mark("Share of the work that was important and not urgent"),
        mark("The same by the estimated work; tasks without an estimate are left out."),
        mark("estimated minutes, important and not urgent ÷ all estimated minutes"),
    ),
    Metric.COHORT_SHARE: Definition(
        mark("Share of first contacts"),
        mark(
            "Of the deals that began in the period, the share that ever got this far. A deal that skipped a stage counts "
            "as having passed it; one that went back still got there."
        ),
        mark("deals that got this far ÷ deals that began"),
        mark("Course: an average team keeps 100-40-25-12-5, an excellent one 100-60-40-25-15."),
    ),
    Metric.STEP_RATE: Definition(
        mark("Conversion to the next stage"),
        mark(
            "Of the deals that first entered this stage in the period, the share that ever reached the next one or a "
            "later one. In strict order a deal that skipped a stage drops out."
        ),
        mark("deals that went on ÷ deals that entered"),
        mark("The course's rates are derived from its cumulative shares."),
    ),
    Metric.RESOLVED_RATE: Definition(
        mark("Conversion of what is decided"),
        mark("As the conversion to the next stage, leaving out the deals that are still standing in the stage."),
        mark("deals that went on ÷ (deals that went on + deals lost from here)"),
    ),
    Metric.TIME_IN_STAGE_MEDIAN: Definition(
        mark("Time in the stage, median"),
        mark("Working days from entering to leaving, of the deals that left the stage in the period; half took less."),
    ),
    Metric.TIME_IN_STAGE_P75: Definition(
        mark("Time in the stage, upper quartile"),
        mark("Working days from entering to leaving, of the deals that left the stage; three quarters took less."),
    ),
    Metric.WIN_RATE: Definition(
        mark("Win rate"),
        mark("Of the deals closed in the period, the share that was won. A deal counts by how it stands now."),
        mark("won ÷ (won + lost)"),
        mark("Course: 15 to 25 % for business customers, of opportunities; the funnel's 5 % is of first contacts."),
    ),
    Metric.WIN_RATE_BY_VALUE: Definition(
        mark("Win rate by value"),
        mark("As the win rate, with amounts instead of counts; a lost deal counts at its last amount."),
        mark("amount won ÷ (amount won + amount lost)"),
    ),
    Metric.WIN_RATE_CREATED: Definition(
        mark("Win rate of created deals"),
        mark(
            "Of the deals created in the period, the share won so far. The deals still open may all be lost or all be won: "
            "these are the bounds."
        ),
        mark("won ÷ created; at most (won + open) ÷ created"),
    ),
    Metric.CYCLE_MEAN: Definition(
        mark("Sales cycle, mean"),
        mark(
            "Days from the first contact to the close of the deals won in the period; where no first contact is logged, "
            "from creation."
        ),
        mark("sum of days ÷ won deals"),
    ),
    Metric.CYCLE_MEDIAN: Definition(
        mark("Sales cycle, median"), mark("Days from the first contact to the close of the deals won; half took less.")
    ),
    Metric.CYCLE_P75: Definition(
        mark("Sales cycle, upper quartile"),
        mark("Days from the first contact to the close of the deals won; three quarters took less."),
    ),
    Metric.LOST_CYCLE_MEDIAN: Definition(
        mark("Days to lose, median"), mark("Days from the first contact to the close of the deals lost in the period.")
    ),
    Metric.AVERAGE_DEAL: Definition(
        mark("Average deal"),
        mark("The mean amount of the deals won in the period that have one."),
        mark("amount won ÷ won deals"),
    ),
    Metric.VELOCITY: Definition(
        mark("Sales velocity"),
        mark(
            "What the open pipeline yields a day if it goes on as in the period: open deals that have passed the first "
            "stage, times the average won amount, times the win rate, divided by the mean cycle in days."
        ),
        mark("qualified open deals × average deal × win rate ÷ mean cycle"),
    ),
    Metric.LOSS_REASON_SHARE: Definition(
        mark("Share of a loss reason"),
        mark("Of the deals lost in the period, the share lost for this reason."),
        mark("lost for this reason ÷ lost"),
    ),
    Metric.COMPETITOR_WIN_RATE: Definition(
        mark("Win rate against a competitor"),
        mark("Of the deals closed in the period that name this competitor, the share that was won."),
        mark("won ÷ (won + lost)"),
    ),
    Metric.LEDGER_BALANCE: Definition(
        mark("Open pipeline on a day"),
        mark("The amounts of the deals that were open at the end of that day, at today's rates."),
    ),
    Metric.LEDGER_BAR: Definition(
        mark("Change of the open pipeline"),
        mark(
            "What deals of one kind added or took away between the two days. A deal that was open on both counts with the "
            "difference of its amounts; one that came or left, with its amount when it did, and what it grew or shrank "
            "meanwhile as up or down. Start and all changes add up to the end, to the minor unit."
        ),
    ),
    Metric.STAGE_MOVES: Definition(
        mark("Deals that changed stage"),
        mark("Deals open on both days that stand in a later stage (advanced) or in an earlier one (moved back)."),
    ),
    Metric.CATEGORY_AMOUNT: Definition(
        mark("Forecast category"),
        mark(
            "The amounts of the deals that close in the period, by how surely they are counted on; no category holds "
            "another. An open deal is what somebody chose for it, else best case from a probability of 40 % on and "
            "pipeline below; commit only by choice. What was lost in the period is omitted."
        ),
    ),
    Metric.CATEGORY_WEIGHTED: Definition(
        mark("Forecast category, weighted"),
        mark(
            "Each open deal of the category that closes in the period with its amount times its probability: its own where "
            "somebody set one, else its stage's. Deals past their close date still count."
        ),
        mark("sum of amount × probability"),
    ),
    Metric.FORECAST_WEIGHTED: Definition(
        mark("Weighted, all open deals"),
        mark(
            "Each open deal that closes in the period, omitted ones aside, with its amount times its probability. If the "
            "deals are won or lost independently, 95 of 100 such periods end in the range."
        ),
        mark("sum of amount × probability; variance: sum of amount² × probability × (1 − probability)"),
    ),
    Metric.WON_AMOUNT: Definition(
        mark("Won"), mark("The amounts of the deals won in the period, by the day they closed.")
    ),
    Metric.COMPLETENESS: Definition(
        mark("Completeness"),
        mark(
            "How many of the daily report's seventeen fields are filled in a person's deals: the open ones and those closed "
            "in the last 90 days. What came of a deal is asked only of closed ones, what came after the sale only of won ones."
        ),
        mark("filled fields ÷ fields that apply"),
        mark(
            "A visit, a touch and a proposal count when they are logged; a proposal also when the deal came to the last open "
            "stage. A decision maker is a contact of the account whose role says so."
        ),
    ),
    Metric.ACTIVITIES_PER_WIN: Definition(
        mark("Activities per deal won"),
        mark("All logged touches of the weeks shown, for each deal won in them; planned ones do not count."),
        mark("activities ÷ deals won"),
    ),
    Metric.ACTIVITY_CORRELATION: Definition(
        mark("Activity and result"),
        mark(
            "Whether who did more won more: the rank correlation (Spearman) of the people's activities and their deals won. 1 is "
            "the same order, 0 none, −1 the opposite. It says nothing of why."
        ),
        mark("correlation of the two rankings, equal ones sharing their mean rank"),
        mark("Of fewer than 8 people nothing is said."),
    ),
    Metric.STANDUPS_ON_TIME: Definition(
        mark("Stand-ups that ended in time"),
        mark("Of the last 20 that were held by the clock, those that took no longer than was planned."),
        mark("ended in time ÷ held"),
    ),
    Metric.DEALS_WON: Definition(mark("Deals won"), mark("Deals that closed as won on the days that are looked at.")),
    Metric.NEW_CUSTOMERS: Definition(
        mark("New customers"),
        mark("Accounts whose first won deal ever closed on the days that are looked at."),
    ),
    Metric.AVERAGE_CUSTOMER: Definition(
        mark("Average per customer"),
        mark(
            "What was won, for each customer who bought; the course's average deal size is per customer, not per deal."
        ),
        mark("amount won ÷ customers who bought"),
    ),
    Metric.ACTIVITIES: Definition(mark("Activities"), mark("Logged touches of customers; planned ones do not count.")),
    Metric.TARGET: Definition(mark("Target"), mark("What is to be won in the period, as the targets say.")),
    Metric.TARGET_RESIDUE: Definition(
        mark("Residue"),
        mark("What the targets of the parts leave of the whole's; below nought they are more than it."),
        mark("the whole's target − the sum of the parts' targets"),
    ),
    Metric.ATTAINMENT: Definition(
        mark("Attainment"),
        mark("How much of the target is won. A team's is the sum over the sum, never the mean of percentages."),
        mark("won ÷ target"),
    ),
    Metric.PACE: Definition(
        mark("Pace"),
        mark(
            "Attainment against the working days that have passed, today among them: 1.00 is on course, less is behind."
        ),
        mark("attainment ÷ share of working days elapsed, that is won ÷ what should be won by now"),
    ),
    Metric.COVERAGE: Definition(
        mark("Coverage"),
        mark(
            "How many times over the open deals that close in the period cover what is still to be won. Omitted deals and "
            "those past their close date do not count."
        ),
        mark("open amount closing in the period ÷ (target − won)"),
    ),
    Metric.TOTAL_COVERAGE: Definition(
        mark("Coverage of the full target"),
        mark(
            "How many times over the open deals that close in the period cover the whole target. Omitted deals and those "
            "past their close date do not count."
        ),
        mark("open amount closing in the period ÷ target"),
    ),
    Metric.REQUIRED_COVERAGE: Definition(
        mark("Required coverage"),
        mark("How much coverage it takes to reach the target at the win rate by value of the last twelve months."),
        mark("1 ÷ win rate by value"),
        mark("The common “3×” is the inverse of a win rate of 33 % and of nothing else."),
    ),
    Metric.GAP_EXPECTED: Definition(
        mark("Expected share of the gap"),
        mark("How much of what is still to be won the open deals yield at the win rate by value."),
        mark("open amount closing in the period × win rate ÷ (target − won)"),
    ),
    Metric.OVERDUE_AMOUNT: Definition(
        mark("Past their close date"),
        mark(
            "The amounts of the open deals that were to close in the period and whose date has passed. They count in their "
            "categories and in the weighted amount, not in the coverage."
        ),
    ),
    Metric.SLIP_RATE: Definition(
        mark("Slip rate"),
        mark(
            "Of the open deals that were to close in the period when it began, the share that is now open with a later date."
        ),
        mark("slipped deals ÷ deals at the start"),
    ),
    Metric.PUSHED_DEALS: Definition(
        mark("Put off"),
        mark(
            "How often close dates of open deals were moved later in the period; what was put right within ten minutes "
            "does not count."
        ),
    ),
    Metric.SUBMITTED: Definition(
        mark("Submitted"), mark("The number that was last submitted for the period; earlier ones are kept.")
    ),
    Metric.FORECAST_WAPE: Definition(
        mark("Forecast error"),
        mark("How far the submitted numbers lay from what was won, over the periods that have ended (WAPE)."),
        mark("sum of |won − submitted| ÷ sum of won"),
    ),
    Metric.FORECAST_BIAS: Definition(
        mark("Forecast bias"),
        mark("Whether the submitted numbers lay above (+) or below (−) what was won."),
        mark("sum of (submitted − won) ÷ sum of won"),
    ),
    Metric.NAIVE_WAPE: Definition(
        mark("Naive forecast's error"),
        mark("The error of simply expecting what the period before brought."),
        mark("sum of |won − won before| ÷ sum of won"),
    ),
    Metric.NAIVE_BIAS: Definition(
        mark("Naive forecast's bias"),
        mark("Whether what the period before brought lay above (+) or below (−) what was won."),
        mark("sum of (won before − won) ÷ sum of won"),
    ),
    Metric.FORECAST_MAPE: Definition(
        mark("Mean forecast error (MAPE)"),
        mark(
            "The mean of each period's error in per cent of what was won; periods that brought nothing cannot count. It "
            "favours low forecasts."
        ),
        mark("mean of |won − submitted| ÷ won"),
    ),
    Metric.FORECAST_HUBSPOT: Definition(
        mark("Accuracy as HubSpot counts"),
        mark("How near the submitted numbers came in total, as HubSpot shows it; 100 % is exact."),
        mark("1 − |won − submitted| ÷ won, at least 0, on the totals"),
    ),
    Metric.STATED_AMOUNT: Definition(
        mark("Open, by stated close dates"),
        mark("The amounts of the open deals, omitted ones aside, by the close dates that they have."),
    ),
    Metric.CREDIBLE_AMOUNT: Definition(
        mark("Open, by credible close dates"),
        mark(
            "The amounts of the open deals, omitted ones aside, by the day on which they would close if each took as long "
            "yet as the median deal won in the last two years took from its stage at its age. A deal whose stage tells of "
            "fewer than 8 such deals is in no period."
        ),
    ),
    Metric.DEAL_AGE: Definition(
        mark("Age of a deal"),
        mark(
            "Working days since the last touch (idle), in this stage (stuck) or since creation (old), against their limits."
        ),
    ),
    Metric.CREDIBLE_CLOSE_MEDIAN: Definition(
        mark("Credible close, median"),
        mark(
            "Working days that the deals won in the last two years (at most the last 2,000) still took from this stage, "
            "counting those that stood in it at least as long; half took less. Lost deals say nothing of when a deal is won."
        ),
    ),
    Metric.CREDIBLE_CLOSE_P80: Definition(
        mark("Credible close, four of five"),
        mark(
            "Working days that the deals won in the last two years (at most the last 2,000) still took from this stage, "
            "counting those that stood in it at least as long; four of five took no longer."
        ),
    ),
}

MISSING: Final[Mapping[Missing, str]] = {
    Missing.NO_DEALS: mark("no deal fits"),
    Missing.NO_OUTCOMES: mark("none of the deals is decided"),
    Missing.NO_WINS: mark("none of the deals was won"),
    Missing.NO_AMOUNTS: mark("none of the deals has an amount that can be counted"),
    Missing.NO_TARGET: mark("no target is set"),
    Missing.TARGET_MET: mark("the target is met: nothing is left to be covered"),
    Missing.NO_WORKING_DAYS: mark("no working day has passed"),
    Missing.NO_DAYS: mark("the deals took no time at all"),
    Missing.NO_STANDUPS: mark("no stand-up was held by the clock"),
    Missing.TOO_FEW: mark("fewer than 8 cases say nothing"),
    Missing.NO_FORECASTS: mark("no number was submitted for a period that has ended"),
    Missing.NOT_SUBMITTED: mark("no number was submitted for the period"),
    Missing.NOTHING_DONE: mark("no task was done in the period"),
    Missing.NOTHING_CAME: mark("nothing was won in these periods"),
    Missing.MASKED: mark("not told here"),
}
