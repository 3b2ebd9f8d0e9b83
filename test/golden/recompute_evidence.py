"""Recomputes what a report shows beside its verdict: per 1,000, a month, the panel, the timeline.

Used by recompute_report.py. From the counts of `daily`, `strata` and the look; a lift's limits are
taken as they are here, because they are recomputed themselves.
"""
import datetime
import math

from scipy.integrate import quad
from scipy.stats import beta, norm

PACE_DAYS = 14
MONTH_DAYS = 30
UNIFORM = 1


def limits(lift):
    joint = lift["family"] or lift
    return (-1 if joint["lower"] is None else joint["lower"]), joint["upper"]


def times(factor, lift):
    return None if lift is None else factor * lift


def per_thousand(variant, index):
    """Of a late stage among the visitors whose window is over."""
    cell = variant["metrics"][index]
    counted = cell.get("closed") or {"converted": cell["converted"], "visitors": variant["visitors"]}
    return 1_000 * counted["converted"] / counted["visitors"]


def check_per_thousand(report, out):
    for column, variant in enumerate(report["variants"]):
        for index, cell in enumerate(variant["metrics"]):
            given = cell["perThousand"]
            if given is None:
                continue
            control = report["variants"][0]
            rate = per_thousand(control, index)
            out.add("per 1,000", given["control"], rate)
            out.add("per 1,000", given["treatment"], per_thousand(variant, index))
            known = cell["lift"]["ok"] and rate > 0
            lower, upper = limits(cell["lift"]) if known else (None, None)
            out.add("change per 1,000", given["changeLower"], times(rate, lower))
            out.add("change per 1,000", given["changeUpper"], times(rate, upper))


def check_monthly(report, out):
    monthly, look = report["monthly"], report["look"]
    if monthly is None:
        return
    last = datetime.date.fromisoformat(look["day"])
    first = min(datetime.date.fromisoformat(row["day"]) for row in report["daily"] if sum(row["visitors"]))
    start = max(first, last - datetime.timedelta(PACE_DAYS - 1))
    allocation = {e["epoch"]: e["allocationBp"] or 10_000 for e in report["epochs"]}
    came = sum(
        sum(row["visitors"]) * 10_000 / allocation.get(row["epoch"], 10_000)
        for row in report["daily"]
        if start <= datetime.date.fromisoformat(row["day"]) <= last
    )
    days = (last - start).days + 1
    visitors = MONTH_DAYS * came / days
    key = "sumMinor" if monthly["type"] == "mean" else "converted"
    total = sum(s["metrics"][monthly["metric"]][key][0] for s in look["strata"])
    # Of a late stage those whose window is over are counted, in both.
    seen = lambda s: s["metrics"][monthly["metric"]].get("closed", s)["visitors"][0]
    control = total / sum(seen(s) for s in look["strata"])
    out.add("month, visitors", monthly["visitors"], visitors)
    out.add("month, control", monthly["control"], control)
    if monthly["paceDays"] != days:
        out.fault(f"month: the pace is that of {days} days")
    for line in monthly["treatments"]:
        treatment = next(t for t in look["treatments"] if t["variant"] == line["variant"])
        if treatment["verdict"]["kind"] not in ("better", "worse"):
            out.fault(f"month, {line['variant']}: promised without a decision")
        lift = next(c["lift"] for c in treatment["comparisons"] if c["role"] == "primary")
        lower, upper = limits(lift)
        for got, expected in (("estimate", lift["estimate"]), ("lower", lower), ("upper", upper)):
            out.add("month", line[got], times(visitors * control, expected))


def chances(control, treatment):
    """P(treatment > control) and both expected losses of two rates under uniform priors."""
    (x_a, n_a), (x_b, n_b) = control, treatment
    a, b = beta(UNIFORM + x_a, UNIFORM + n_a - x_a), beta(UNIFORM + x_b, UNIFORM + n_b - x_b)
    low, high = min(a.ppf(1e-16), b.ppf(1e-16)), max(a.isf(1e-16), b.isf(1e-16))
    over = lambda f: quad(f, low, high, points=[a.mean(), b.mean()], limit=400, epsabs=0, epsrel=1e-12)[0]
    chance = over(lambda t: b.pdf(t) * a.cdf(t))
    return chance, over(lambda t: b.cdf(t) * a.sf(t)), over(lambda t: a.cdf(t) * b.sf(t))


def check_panel(report, out, methods):
    panel, look = report["panel"], report["look"]
    if panel is None:
        return
    if panel["day"] != look["day"]:
        out.fault("panel: of another look")
    for line in panel["treatments"]:
        belief, column = line["belief"], look["variants"].index(line["variant"])
        if not belief["ok"] or belief["method"] == "normal-means":
            continue
        strata, epochs = methods.strata_of(look, panel["metric"], column)
        compared = next(t for t in look["treatments"] if t["variant"] == line["variant"])
        down = next(c for c in compared["comparisons"] if c["role"] == "primary")["direction"] == "down"
        if belief["method"] == "beta-binomial":
            (control, treatment), = strata
            chance, loss, loss_down = chances(control[:2], treatment[:2])
            expected = (1 - chance, loss_down) if down else (chance, loss)
        else:
            difference, se = standardised_difference(strata, epochs, methods)
            z = (-difference if down else difference) / se
            expected = norm.cdf(z), se * (norm.pdf(z) - z * norm.sf(z))
        out.add("chance to beat control", belief["chanceToBeat"], expected[0])
        out.add("expected loss", belief["expectedLoss"], expected[1])


def standardised_difference(strata, epochs, methods):
    weight, of_epoch = methods.stratum_weights(strata, epochs)
    difference, variance = 0.0, 0.0
    for arm, sign in ((0, -1), (1, 1)):
        for (x, n, *_), w, s in zip((pair[arm] for pair in strata), weight, of_epoch):
            shrunk = (x + s) / (n + 2 * s)
            difference += sign * w * x / n
            variance += w * w * shrunk * (1 - shrunk) / n
    return difference, math.sqrt(variance)


def check_timeline(report, out):
    timeline = report["timeline"]
    if timeline is None:
        return
    metric, columns = timeline["metric"], range(len(report["variants"]))
    for row in timeline["days"]:
        of_day = [daily for daily in report["daily"] if daily["day"] == row["day"]]
        for column in columns:
            visitors = sum(daily["visitors"][column] for daily in of_day)
            converted = sum(daily["converted"][metric][column] for daily in of_day)
            if (row["visitors"][column], row["converted"][column]) != (visitors, converted):
                out.fault(f"timeline, {row['day']}: not the counts of the day")
            out.add("rate by day", row["rates"][column], converted / visitors if visitors else None)
    counted = [sum(row["visitors"][column] for row in timeline["days"]) for column in columns]
    if counted != [variant["visitors"] for variant in report["variants"]]:
        out.fault("timeline: its days are not all visitors")
    if timeline["looks"] and report["look"]:
        last = timeline["looks"][-1]
        for line in last["lifts"] if last["day"] == report["look"]["day"] else []:
            compared = next(t for t in report["look"]["treatments"] if t["variant"] == line["variant"])
            lift = next(c["lift"] for c in compared["comparisons"] if c["role"] == "primary")
            if lift["ok"]:
                joint = lift["family"] or lift
                out.add("last look over time", line["lift"]["lower"], joint["lower"])
                out.add("last look over time", line["lift"]["upper"], joint["upper"])


def check_evidence(report, out, methods):
    """Adds every difference between what stands beside the verdict and what its counts come to."""
    check_per_thousand(report, out)
    check_monthly(report, out)
    check_panel(report, out, methods)
    check_timeline(report, out)
