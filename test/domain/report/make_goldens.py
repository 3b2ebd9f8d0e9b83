#!/usr/bin/env python3
"""Writes report-goldens.json: daily counts and the numbers that SciPy computes from them.

    python3 test/domain/report/make_goldens.py
"""
import json
import pathlib
import sys

import numpy as np
import scipy

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE.parent.parent / "golden"))
import recompute_report as reference  # noqa: E402

RANDOM = np.random.default_rng(20261123)


def days(first, count, epoch, visitors, rates, bots=0.02):
    rows = []
    for day in range(first, first + count):
        seen = [int(n) for n in RANDOM.poisson(visitors)]
        rows.append({
            "day": f"2026-11-{day:02d}",
            "epoch": epoch,
            "visitors": seen,
            "bots": [int(n) for n in RANDOM.binomial(seen, bots)],
            "converted": {"lead": [int(x) for x in RANDOM.binomial(seen, rates)]},
        })
    return rows


def fixed(epoch, visitors, converted, day="2026-11-01"):
    return {"day": day, "epoch": epoch, "visitors": visitors, "bots": [0] * len(visitors), "converted": {"lead": converted}}


CASES = [
    ("two variants, an effect", 14_000, 0.05, [[5000, 5000]], days(1, 20, 1, [350, 350], [0.03, 0.04])),
    ("two variants, no effect", 14_000, 0.05, [[5000, 5000]], days(1, 9, 1, [350, 350], [0.03, 0.03])),
    ("two treatments", 21_000, 0.05, [[3334, 3333, 3333]], days(1, 16, 1, [300, 300, 300], [0.05, 0.05, 0.07])),
    ("a split of 90 to 10", 50_000, 0.05, [[9000, 1000]], days(1, 14, 1, [900, 100], [0.02, 0.03])),
    ("a stricter level", 14_000, 0.01, [[5000, 5000]], days(1, 12, 1, [350, 350], [0.03, 0.045])),
    ("few conversions", 14_000, 0.05, [[5000, 5000]], [fixed(1, [410, 395], [2, 9])]),
    ("none in control", 14_000, 0.05, [[5000, 5000]], [fixed(1, [410, 395], [0, 11])]),
    ("none in the treatment, 80 to 20", 14_000, 0.05, [[8000, 2000]], [fixed(1, [1600, 395], [31, 0])]),
    ("few conversions over a ramp with the same shares", 14_000, 0.05, [[5000, 5000], [5000, 5000]],
     [fixed(1, [100, 110], [1, 2]), fixed(2, [300, 290], [2, 6], "2026-11-02")]),
    ("shares moved while the base rate doubled", 30_000, 0.05, [[5000, 5000], [1000, 9000]],
     days(1, 8, 1, [500, 500], [0.04, 0.04]) + days(9, 8, 2, [100, 900], [0.08, 0.08])),
    ("epochs that overlap in days, three variants", 30_000, 0.05, [[3334, 3333, 3333], [2000, 4000, 4000]],
     days(1, 8, 1, [300, 300, 300], [0.04, 0.05, 0.04]) + days(6, 8, 2, [200, 400, 400], [0.05, 0.06, 0.05])),
    ("visitors lost in the treatment", 14_000, 0.05, [[5000, 5000]], days(1, 10, 1, [1000, 880], [0.03, 0.03])),
]


def report_of(planned, alpha, weights, rows):
    columns = len(weights[0])
    cell = {"metric": "lead", "role": "primary"}
    return {
        "experiment": {"plannedVisitors": planned, "alpha": alpha},
        "epochs": [{"epoch": i + 1, "weightsBp": w} for i, w in enumerate(weights)],
        "daily": rows,
        "strata": [stratum(epoch, rows, columns) for epoch in sorted({row["epoch"] for row in rows})],
        "variants": [{"metrics": [cell]} for _ in range(columns)],
    }


def stratum(epoch, rows, columns):
    of = [row for row in rows if row["epoch"] == epoch]
    add = lambda count: [sum(count(row)[i] for row in of) for i in range(columns)]
    converted = add(lambda row: row["converted"]["lead"])
    zeros = [0] * columns
    sums = {"converted": converted, "sumMinor": zeros, "sumSquares": zeros}
    return {"epoch": epoch, "visitors": add(lambda row: row["visitors"]), "metrics": {"lead": sums}}


def expected_of(report):
    alpha, first = report["experiment"]["alpha"], report["epochs"][0]["weightsBp"]
    lifts, columns = [], len(first)
    for column in range(1, columns):
        strata, used = reference.strata_of(report, "lead", column)
        share = first[0] / (first[0] + first[column])
        tuning = {"concentration": 1, "allocationControl": share, "allocationTreatment": 1 - share,
                  "epochs": used, "plannedControlShare": share}
        keys = ("estimate", "lower", "upper", "pValue")
        lift = dict(zip(keys, reference.lift_of(report, strata, used, tuning, alpha)))
        joint = reference.lift_of(report, strata, used, tuning, alpha / (columns - 1))
        lifts.append({**lift, "joint": {"lower": joint[1], "upper": joint[2]}})
    adjusted = reference.holm([lift["pValue"] for lift in lifts])
    for lift, p in zip(lifts, adjusted):
        lift["joint"]["adjustedPValue"] = p
    rates = []
    for column in range(columns):
        x = sum(row["converted"]["lead"][column] for row in report["daily"])
        n = sum(row["visitors"][column] for row in report["daily"])
        rates.append(dict(zip(("estimate", "lower", "upper"), reference.wilson(x, n, alpha))))
    p, statistic, df, tail = reference.srm(report["daily"], report["epochs"], 1000, lambda row: row["visitors"])
    split = {"pValue": p, "chiSquare": statistic, "degreesOfFreedom": df, "chiSquarePValue": tail}
    return {"rates": rates, "lifts": lifts, "srm": split}


def main():
    cases = []
    for name, planned, alpha, weights, rows in CASES:
        report = report_of(planned, alpha, weights, rows)
        cases.append({
            "name": name, "plannedVisitors": planned, "alpha": alpha, "weightsBp": weights,
            "daily": rows, "expected": expected_of(report),
        })
    source = f"test/golden/recompute_report.py, SciPy {scipy.__version__}, NumPy {np.__version__}"
    goldens = {"source": source, "tolerance": 1e-9, "cases": cases}
    (HERE / "report-goldens.json").write_text(json.dumps(goldens, indent=1) + "\n")


if __name__ == "__main__":
    main()
