"""Recomputes the decision of a look from its sums and its terms; used by recompute_report.py."""
import datetime
import math

SETTLED_BY_TIME = {
    "no-visitors", "too-few-visitors", "no-conversions", "too-few-conversions", "no-control-conversions",
    "too-few-buyers", "several-epochs", "zero-variance", "unbounded-lift", "windows-open",
}
PACE_DAYS = 14


def day_number(text):
    return datetime.date.fromisoformat(text).toordinal()


def day_text(number):
    return datetime.date.fromordinal(number).isoformat()


class Timing:
    """Visitors by day up to the look, and the dates that follow from their pace."""

    def __init__(self, daily, look):
        self.look = day_number(look["day"])
        self.per_day = {}
        for row in daily:
            if row["day"] <= look["day"] and sum(row["visitors"]) + sum(row["bots"]) > 0:
                number = day_number(row["day"])
                self.per_day[number] = self.per_day.get(number, 0) + sum(row["visitors"])
        self.total = sum(self.per_day.values())
        self.first, self.last = min(self.per_day), max(self.per_day)
        self.width = math.ceil(look["terms"]["windowDays"])
        self.needed = look["terms"]["closedShare"]
        self.weeks = look["terms"]["wholeWeeks"]

    def days(self):
        return self.last - self.first + 1

    def closed(self, until):
        return sum(n for day, n in self.per_day.items() if day <= until)

    def closed_share(self):
        return self.closed(self.look - self.width) / self.total

    def pace(self):
        start = max(self.first, self.look - PACE_DAYS + 1)
        return sum(n for day, n in self.per_day.items() if day >= start) / (self.look - start + 1)

    def days_left(self, pair, planned):
        if planned is None:
            return None
        if pair >= planned:
            return 0
        pace = self.pace() * pair / self.total
        return None if self.look == self.first or pace == 0 else math.ceil((planned - pair) / pace)

    def windows_day(self):
        for ahead in range(1101):
            until = self.look + ahead - self.width
            closed = self.closed(until) + self.pace() * max(0, until - self.look)
            if closed >= self.needed * (self.total + self.pace() * ahead):
                return self.look + ahead
        return None

    def guardrail_day(self, left, window):
        """When the planned visitors are in and the windows of late guardrails are over."""
        if left is None:
            return None
        if left > 0:
            return self.look + left + window
        return self.last + window if window and self.last + window > self.look else None

    def wait_until(self, open_conditions, left, window=0):
        dates = {
            "weeks": self.first + 7 * self.weeks - 1,
            "windows": self.windows_day(),
            "guardrail": self.guardrail_day(left, window),
        }
        known = [dates[condition] for condition in open_conditions if dates[condition] is not None]
        return day_text(max(*known, self.look + 1) + 1) if known else None


def guardrail_status(comparison):
    lift, margin = comparison["lift"], comparison["guardrail"]["marginBp"] / 10_000
    if not lift["ok"]:
        return "unclear"
    lower = -math.inf if lift["lower"] is None else lift["lower"]
    upper = math.inf if lift["upper"] is None else lift["upper"]
    if comparison["direction"] == "down":
        lower, upper = -upper, -lower
    return "holds" if lower > -margin else "fails" if upper < -margin else "unclear"


def late_window(look, metric):
    """Days of the window of a late stage, from the last day whose windows are over; else 0."""
    closed = look["strata"][0]["metrics"][metric].get("closed")
    return day_number(look["day"]) - day_number(closed["until"]) if closed else 0


def verdict_of(look, treatment, adjusted, timing):
    """The verdict as a dictionary of the report, from the lifts and the adjusted p-value."""
    primary = next(c for c in treatment["comparisons"] if c["role"] == "primary")
    lift, column = primary["lift"], look["variants"].index(treatment["variant"])
    pair = sum(s["visitors"][0] + s["visitors"][column] for s in look["strata"])
    left = timing.days_left(pair, look["plannedVisitors"])
    if not lift["ok"]:
        if lift["reason"] in SETTLED_BY_TIME:
            return {"kind": "undecided", "daysLeft": left}
        return {"kind": "withheld", "reason": "no-reading", "refusal": lift["reason"]}
    lower = -math.inf if lift["lower"] is None else lift["lower"]
    upper = math.inf if lift["upper"] is None else lift["upper"]
    if adjusted < look["alpha"] and (lower > 0 or upper < 0):
        if (lower > 0) != (primary["direction"] == "up"):
            return {"kind": "worse"}
        statuses = [guardrail_status(c) for c in treatment["comparisons"] if c["guardrail"]]
        if "fails" in statuses:
            return {"kind": "withheld", "reason": "guardrail-failed", "refusal": None}
        unclear = [c["metric"] for c in treatment["comparisons"] if c["guardrail"] and guardrail_status(c) == "unclear"]
        window = max([late_window(look, metric) for metric in unclear], default=0)
        conditions = [
            ("weeks", timing.days() // 7 < timing.weeks),
            ("windows", timing.closed_share() < timing.needed),
            ("guardrail", "unclear" in statuses),
        ]
        open_conditions = [name for name, is_open in conditions if is_open]
        if not open_conditions:
            return {"kind": "better"}
        return {"kind": "ahead", "open": open_conditions, "waitUntil": timing.wait_until(open_conditions, left, window)}
    joint = lift["family"] or lift
    margin = look["terms"]["equivalenceBp"]
    if margin is not None and None not in (joint["lower"], joint["upper"]):
        if joint["lower"] > -margin / 10_000 and joint["upper"] < margin / 10_000:
            return {"kind": "no-difference", "equivalence": margin / 10_000}
    return {"kind": "undecided", "daysLeft": left}


def check_look(report, out, methods):
    """Adds every difference between a report's look and what its sums come to."""
    look = report["look"]
    if look is None or not look["strata"]:
        return
    roles = {}
    for column, treatment in enumerate(look["treatments"], start=1):
        for comparison in treatment["comparisons"]:
            cell = (comparison["metric"], comparison["type"], column, comparison["lift"])
            roles.setdefault(comparison["role"], []).append(cell)
            if comparison["guardrail"] and comparison["guardrail"]["status"] != guardrail_status(comparison):
                out.fault(f"look, {comparison['metric']}: the guardrail is {guardrail_status(comparison)}")
    as_report = {
        "strata": look["strata"],
        "experiment": {"plannedVisitors": look["plannedVisitors"], "alpha": look["alpha"]},
    }
    if look["unit"] is None:
        return
    adjusted = methods.check_lifts(as_report, roles, out, "look, ")
    rows = [row for row in report["daily"] if row["day"] <= look["day"]]
    seen = [sum(row["visitors"][i] for row in rows) for i in range(len(look["variants"]))]
    counted = [sum(s["visitors"][i] for s in look["strata"]) for i in range(len(look["variants"]))]
    if seen != counted or sum(seen) == 0:
        print("look: rows arrived since, so its dates and its split are not recomputed")
        return
    timing = Timing(report["daily"], look)
    out.add("look, closed share", look["closedShare"], timing.closed_share())
    if (look["firstDay"], look["days"]) != (day_text(timing.first), timing.days()):
        out.fault("look: first day or days are not those of the daily counts")
    # An ad platform's split was planned by nobody here, so there is none to test.
    split = False
    if "assignedBy" not in look:
        p, *_ = methods.srm(rows, report["epochs"], look["srm"]["concentration"], lambda row: row["visitors"])
        out.add("look, split p", look["srm"]["pValue"], p)
        split = p < look["srm"]["alpha"]
    for column, treatment in enumerate(look["treatments"], start=1):
        primary = next(c["metric"] for c in treatment["comparisons"] if c["role"] == "primary")
        expected = verdict_of(look, treatment, adjusted[primary, column], timing)
        if split:
            expected = {"kind": "withheld", "reason": "srm", "refusal": None}
        if look.get("others"):
            expected = {"kind": "withheld", "reason": "mixed-definitions", "refusal": None}
        if treatment["verdict"] != expected:
            out.fault(f"look, {treatment['variant']}: {treatment['verdict']} where {expected} follows")
        out.count["verdict"] = out.count.get("verdict", 0) + 1
        out.worst.setdefault("verdict", 0.0)
