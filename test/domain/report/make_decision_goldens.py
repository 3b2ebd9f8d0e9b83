#!/usr/bin/env python3
"""Writes decision-goldens.json: daily counts of made-up experiments and what NumPy and SciPy decide.

    python3 test/domain/report/make_decision_goldens.py
"""
import datetime
import json
import pathlib
import sys
import zlib

import numpy as np
import scipy

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent.parent / "golden"))
import recompute_look as looks  # noqa: E402
import recompute_report as reference  # noqa: E402

FIRST = datetime.date(2026, 10, 20)

LEAD = {"id": "lead", "type": "proportion", "direction": "up", "windowDays": 7}
CLICK = {"id": "click", "type": "proportion", "direction": "up", "windowDays": 1}
START = {"id": "start", "type": "proportion", "direction": "up", "windowDays": 1}
BOUNCE = {"id": "bounce", "type": "proportion", "direction": "down", "windowDays": 0.5}
MONEY = {"id": "money", "type": "mean", "direction": "up", "windowDays": 14}
COST = {"id": "cost", "type": "mean", "direction": "down", "windowDays": 3}


def world(draw, days, visitors, metrics, effects=None, weights=None):
    """Daily rows: `metrics` by id, a rate, or (rate, sigma) of lognormal values; `effects` by id and column."""
    # Each world has its own seed, so that a case keeps its numbers when others come and go.
    seed = zlib.crc32(repr((draw, days, visitors, metrics, effects, weights)).encode())
    random = np.random.default_rng(seed)
    weights, effects, rows = weights or [[5000, 5000]], effects or {}, []
    for number in range(days):
        epoch = min(number * len(weights) // days, len(weights) - 1)
        shares = np.array(weights[epoch]) / 10_000
        seen = random.multinomial(random.poisson(visitors), shares)
        row = {"day": (FIRST + datetime.timedelta(days=number)).isoformat(), "epoch": epoch + 1,
               "visitors": seen.tolist(), "bots": random.binomial(seen, 0.03).tolist(), "metrics": {}}
        for name, given in metrics.items():
            rate, sigma = given if isinstance(given, tuple) else (given, None)
            cell = {"converted": [], "sumMinor": [], "sumSquares": []}
            for column, n in enumerate(seen):
                lift = effects.get(name, [0] * len(seen))[column]
                x = int(random.binomial(n, min(1, rate * (1 + (lift if sigma is None else 0)))))
                values = np.zeros(x) if sigma is None else np.round(random.lognormal(8, sigma, x) * (1 + lift))
                cell["converted"].append(x)
                cell["sumMinor"].append(int(values.sum()))
                cell["sumSquares"].append(float((values**2).sum()))
            row["metrics"][name] = cell
        rows.append(row)
    return rows, weights


def drawn(*arguments):
    return lambda draw: world(draw, *arguments)


def lossy(draws):
    """The same with 15 % of the treatment's visitors lost."""
    lose = lambda row: {**row, "visitors": [row["visitors"][0], int(row["visitors"][1] * 0.85)]}
    return lambda draw: ([lose(row) for row in draws(draw)[0]], draws(draw)[1])


def case(name, finds, metrics, draws, planned=14_000, **given):
    """The first draw whose verdicts and comparisons hold the words `finds`, as the name promises."""
    definition = {"plannedVisitors": planned, "alpha": 0.05, "equivalenceBp": None, "secondary": [], "guardrails": {}}
    for draw in range(200):
        rows, weights = draws(draw)
        one = {"name": name, "metrics": metrics, "weightsBp": weights, "daily": rows, **definition, **given}
        expected = expected_of(one)
        if finds in str(expected["treatments"]):
            return {**one, "expected": expected}
    return sys.exit(f"{name}: no draw holds {finds}")


def cases():
    return [
        case("a clear winner after three weeks", "'better'", [LEAD], drawn(21, 700, {"lead": 0.03}, {"lead": [0, 0.6]})),
        case("a clear winner in its first week", "['weeks', 'windows']", [LEAD], drawn(6, 3000, {"lead": 0.03}, {"lead": [0, 0.6]})),
        case("no effect", "'undecided'", [LEAD], drawn(12, 700, {"lead": 0.03})),
        case("no effect, and the margin is excluded", "'no-difference'", [LEAD], drawn(21, 60_000, {"lead": 0.1}), 1_000_000, equivalenceBp=500),
        case("a loss", "'worse'", [LEAD], drawn(16, 900, {"lead": 0.05}, {"lead": [0, -0.5]})),
        case("first conversions", "'undecided'", [LEAD], drawn(2, 200, {"lead": 0.01})),
        case("three treatments, one wins", "'better'", [LEAD], drawn(20, 2000, {"lead": 0.04}, {"lead": [0, 0, 0.1, 0.5]},
             [[2500, 2500, 2500, 2500]])),
        case("secondary metrics of two treatments", "'undecided'", [LEAD, CLICK, START],
             drawn(20, 1200, {"lead": 0.04, "click": 0.2, "start": 0.1}, {"click": [0, 0.25, 0.16], "start": [0, 0.35, 0.3]}, [[3334, 3333, 3333]]),
             21_000, secondary=["click", "start"]),
        case("a winner whose guardrails hold", "'better'", [LEAD, CLICK, BOUNCE],
             drawn(21, 6000, {"lead": 0.04, "click": 0.2, "bounce": 0.3}, {"lead": [0, 0.4]}), 60_000,
             guardrails={"click": 500, "bounce": 500}),
        case("a winner whose guardrail is open", "['guardrail']", [LEAD, CLICK],
             drawn(21, 900, {"lead": 0.04, "click": 0.1}, {"lead": [0, 0.8]}), 18_000, guardrails={"click": 200}),
        case("a winner that breaks a guardrail", "'guardrail-failed'", [LEAD, CLICK, BOUNCE],
             drawn(21, 6000, {"lead": 0.04, "click": 0.2, "bounce": 0.3}, {"lead": [0, 0.4], "bounce": [0, 0.3]}), 60_000,
             guardrails={"click": 500, "bounce": 500}),
        case("value per visitor", "'better'", [MONEY], drawn(30, 2000, {"money": (0.05, 1.2)}, {"money": [0, 0.5]}), 60_000),
        case("value per visitor, too few buyers", "'too-few-buyers'", [MONEY], drawn(5, 300, {"money": (0.02, 1.0)})),
        case("value per visitor, control near nothing", "'unbounded-lift'", [MONEY], drawn(4, 1000, {"money": (0.012, 2.2)}), 60_000),
        case("value per visitor over moving shares", "'undecided'", [MONEY, COST],
             drawn(28, 3000, {"money": (0.06, 1.0), "cost": (0.3, 0.5)}, {"cost": [0, -0.2, 0]},
                   [[8000, 1000, 1000], [3334, 3333, 3333], [2000, 6000, 2000]]), 60_000, secondary=["cost"]),
        case("value per visitor after a thin ramp", "'undecided'", [MONEY],
             drawn(30, 2500, {"money": (0.05, 1.1)}, {"money": [0, 0.4]}, [[9950, 50], [9500, 500], [5000, 5000]]), 60_000),
        case("shares that moved, a winner", "'better'", [LEAD, CLICK],
             drawn(28, 2500, {"lead": 0.04, "click": 0.2}, {"lead": [0, 0.4]}, [[9000, 1000], [5000, 5000]]), 40_000,
             guardrails={"click": 1000}),
        case("a metric that should fall", "'better'", [COST], drawn(24, 1500, {"cost": (0.4, 0.6)}, {"cost": [0, -0.3]}), 30_000),
        case("a family in which one joint interval is unbounded", "'lower': None", [MONEY],
             drawn(14, 8000, {"money": (0.03, 1.7)}, {"money": [0, 0.1, 0, 0, 0, 0]},
                   [[1000, 1800, 1800, 1800, 1800, 1800]]), 120_000),
        case("a split that is off", "'srm'", [LEAD], lossy(drawn(14, 3000, {"lead": 0.03}, {"lead": [0, 0.5]}))),
    ]


def strata_of(given):
    strata = []
    for epoch in sorted({row["epoch"] for row in given["daily"]}):
        rows = [row for row in given["daily"] if row["epoch"] == epoch]
        add = lambda values: [sum(column) for column in zip(*values)]
        strata.append({
            "epoch": epoch, "weightsBp": given["weightsBp"][epoch - 1],
            "visitors": add([row["visitors"] for row in rows]),
            "metrics": {m["id"]: {key: add([row["metrics"][m["id"]][key] for row in rows])
                                  for key in ("converted", "sumMinor", "sumSquares")} for m in given["metrics"]},
        })
    return strata


def lift_of(given, metric, column, alpha):
    """(estimate, lower, upper, p) or the name of the refusal."""
    report = {"strata": strata_of(given), "experiment": given}
    strata, used = reference.strata_of(report, metric["id"], column)
    weights = given["weightsBp"][used[0] - 1]
    share = weights[0] / (weights[0] + weights[column])
    tuning = {"concentration": 1, "allocationControl": share, "allocationTreatment": 1 - share,
              "epochs": used, "plannedControlShare": share}
    if metric["type"] == "proportion":
        return reference.lift_of(report, strata, used, tuning, alpha)
    if min(sum(s[arm][0] for s in strata) for arm in (0, 1)) < reference.MIN_BUYERS:
        return "too-few-buyers"
    lift = reference.mean_lift_of(report, strata, used, tuning, alpha)
    return "unbounded-lift" if lift[1] is None else lift


def look_of(given):
    columns = len(given["weightsBp"][0])
    roles = {m["id"]: "primary" if index == 0 else "secondary" if m["id"] in given["secondary"] else "guardrail"
             for index, m in enumerate(given["metrics"])}
    families = {}
    for metric in given["metrics"]:
        for column in range(1, columns):
            key = roles[metric["id"]] if roles[metric["id"]] != "guardrail" else (metric["id"], column)
            families.setdefault(key, []).append((metric, column))
    lifts = {}
    for key, cells in families.items():
        size = len(cells)
        found = [lift_of(given, *cell, given["alpha"]) for cell in cells]
        joint = [lift_of(given, *cell, given["alpha"] / size) for cell in cells]
        p_values = [1.0 if isinstance(lift, str) else lift[3] for lift in found]
        adjusted = {"primary": reference.holm, "secondary": reference.bh}.get(key, lambda p: p)(p_values)
        for (metric, column), lift, wide, p in zip(cells, found, joint, adjusted):
            lifts[metric["id"], column] = refused(lift) if isinstance(lift, str) else {
                "ok": True, **dict(zip(("estimate", "lower", "upper", "pValue"), lift)),
                "family": None if size == 1 else
                {"adjustedPValue": p, **dict(zip(("lower", "upper"), (None, None) if isinstance(wide, str) else wide[1:]))},
            }
    treatments = []
    for column in range(1, columns):
        comparisons = [{
            "metric": m["id"], "role": roles[m["id"]], "direction": m["direction"], "lift": lifts[m["id"], column],
            "guardrail": {"marginBp": given["guardrails"][m["id"]]} if m["id"] in given["guardrails"] else None,
        } for m in given["metrics"]]
        treatments.append({"variant": f"v{column}", "comparisons": comparisons})
    return {
        "day": given["daily"][-1]["day"], "variants": [f"v{column}" for column in range(columns)],
        "alpha": given["alpha"], "plannedVisitors": given["plannedVisitors"], "strata": strata_of(given),
        "terms": {"equivalenceBp": given["equivalenceBp"], "windowDays": given["metrics"][0]["windowDays"],
                  "wholeWeeks": 2, "closedShare": 0.5},
        "treatments": treatments,
    }


def refused(reason):
    return {"ok": False, "reason": reason}


def expected_of(given):
    look = look_of(given)
    timing = looks.Timing(given["daily"], look)
    epochs = [{"epoch": i + 1, "weightsBp": w} for i, w in enumerate(given["weightsBp"])]
    split, *_ = reference.srm(given["daily"], epochs, 1000, lambda row: row["visitors"])
    treatments = []
    for treatment in look["treatments"]:
        primary = treatment["comparisons"][0]["lift"]
        adjusted = 1.0 if not primary["ok"] else (primary["family"] or {"adjustedPValue": primary["pValue"]})["adjustedPValue"]
        for comparison in treatment["comparisons"]:
            if comparison["guardrail"]:
                comparison["guardrail"]["status"] = looks.guardrail_status(comparison)
        verdict = looks.verdict_of(look, treatment, adjusted, timing)
        if split < 0.01:
            verdict = {"kind": "withheld", "reason": "srm", "refusal": None}
        treatments.append({"verdict": verdict, "comparisons": [
            {"metric": c["metric"], "lift": c["lift"], "guardrail": c["guardrail"]} for c in treatment["comparisons"]]})
    return {"days": timing.days(), "closedShare": timing.closed_share(), "splitPValue": split, "treatments": treatments}


def main():
    found = json.loads(json.dumps(cases()))
    source = f"test/golden/recompute_look.py, SciPy {scipy.__version__}, NumPy {np.__version__}"
    goldens = {"source": source, "tolerance": 1e-9, "cases": found}
    (HERE / "decision-goldens.json").write_text(json.dumps(goldens, allow_nan=False) + "\n")


if __name__ == "__main__":
    main()
