"""Attribution by simulation-free definitions in exact fractions; periods by weighted regression."""

from fractions import Fraction
from itertools import permutations

import numpy as np
from scipy import stats

from case_file import CaseFile


def rules(file):
    touch = lambda *steps: [{"channel": c, "hour": h} for c, h in steps]
    paths = [
        {"touchpoints": touch(("ads", 0), ("mail", 20), ("ads", 30), ("direct", 31)), "converted": True, "value": 80, "conversionHour": 40},
        {"touchpoints": touch(("direct", 3), ("direct", 9)), "converted": True, "value": 10, "conversionHour": 9},
        {"touchpoints": touch(("mail", 0), ("ads", 1)), "converted": True, "value": 7, "conversionHour": 100000},
        {"touchpoints": touch(("social", 5)), "converted": False, "value": 9, "conversionHour": 0},
        {"touchpoints": [], "converted": True, "value": 4, "conversionHour": 0},
    ]

    def share(path, weigh):
        credit = {}
        for p in path:
            if p["converted"] and p["touchpoints"]:
                weights = weigh(p)
                for t, w in zip(p["touchpoints"], weights):
                    credit[t["channel"]] = credit.get(t["channel"], 0) + p["value"] * w / sum(weights)
        return credit

    indicator = lambda n, i: [1 if k == i % n else 0 for k in range(n)]
    last_paid = lambda p: max([k for k, t in enumerate(p["touchpoints"]) if t["channel"] != "direct"] or [len(p["touchpoints"]) - 1])

    def positions(first, last):
        def weigh(p):
            n = len(p["touchpoints"])
            if n < 3:
                return [1] if n == 1 else [first, last]
            return [first, *[(1 - first - last) / (n - 2)] * (n - 2), last]
        return weigh

    cases = [
        ("first", {}, lambda p: indicator(len(p["touchpoints"]), 0)),
        ("last", {}, lambda p: indicator(len(p["touchpoints"]), -1)),
        ("last-non-direct", {}, lambda p: indicator(len(p["touchpoints"]), last_paid(p))),
        ("linear", {}, lambda p: [1] * len(p["touchpoints"])),
        ("position", {"first": 0.3, "last": 0.5}, positions(0.3, 0.5)),
        ("time-decay", {"halfLifeHours": 24}, lambda p: [2.0 ** (-(p["touchpoints"][-1]["hour"] - t["hour"]) / 24) for t in p["touchpoints"]]),
    ]
    for model, params, weigh in cases:
        file.add("attributionRules", {"paths": paths, "model": model, "params": params}, {"credit": share(paths, weigh)}, "definition, per path")
    file.add("attributionRules", {"paths": [], "model": "linear", "params": {}}, {"credit": {}}, "definition")


JOURNEYS = [
    [(["a", "b", "a", "c"], 3, 9), (["b"], 2, 40), (["c", "c", "b"], 1, 5), (["a"], 0, 11)],
    [(["x", "y"], 5, 5), (["y", "x"], 1, 0), (["z"], 4, 4), (["x", "y", "z", "w"], 2, 1), (["w", "w"], 0, 0)],
    [(["only"], 3, 4)],
]


def conversion_probability(journeys, removed=None):
    """Exact fractions; absorbing states by Gauss elimination of the transition counts."""
    flow = {}
    for path, conversions, nulls in journeys:
        states = ["(start)", *path]
        for a, b in zip(states, states[1:]):
            flow.setdefault(a, {}).setdefault(b, 0)
            flow[a][b] += conversions + nulls
        for end, count in (("(conv)", conversions), ("(null)", nulls)):
            flow.setdefault(states[-1], {}).setdefault(end, 0)
            flow[states[-1]][end] += count
    share = {a: {b: Fraction(n, sum(out.values())) for b, n in out.items()} for a, out in flow.items() if sum(out.values())}
    if removed:
        share = {a: {("(null)" if b == removed else b): p for b, p in out.items()} | {"(null)": sum(p for b, p in out.items() if b in (removed, "(null)"))} for a, out in share.items()}
    # Eliminate states one by one until only the start is left.
    for state in [s for s in share if s != "(start)"]:
        out = share.pop(state)
        loop = out.pop(state, Fraction(0))
        onward = {b: p / (1 - loop) for b, p in out.items()} if loop != 1 else {}
        for other in share.values():
            weight = other.pop(state, Fraction(0))
            for b, p in onward.items():
                other[b] = other.get(b, Fraction(0)) + weight * p
    out = share["(start)"]
    loop = out.pop("(start)", Fraction(0))
    return out.get("(conv)", Fraction(0)) / (1 - loop)


def chains(file):
    for journeys in JOURNEYS:
        paths = [{"path": p, "conversions": c, "nulls": n} for p, c, n in journeys]
        live = [j for j in journeys if j[1] + j[2]]
        channels = sorted({c for p, _, _ in live for c in p})
        base = conversion_probability(live)
        effect = {c: 1 - conversion_probability(live, c) / base for c in channels}
        total = sum(c for _, c, _ in journeys)
        file.add("attributionMarkov", {"paths": paths, "order": 1}, {"conversionProbability": base, "removalEffect": effect, "credit": {c: total * e / sum(effect.values()) for c, e in effect.items()}}, "state elimination in exact fractions")


def games(file):
    for journeys in JOURNEYS:
        paths = [{"path": p, "conversions": c, "nulls": n} for p, c, n in journeys]
        channels = sorted({c for p, _, _ in journeys for c in p})

        def contained(players):
            return Fraction(sum(c for p, c, _ in journeys if set(p) <= set(players)))

        def exact_rate(players):
            same = [(c, n) for p, c, n in journeys if set(p) == set(players)]
            total = sum(c + n for c, n in same)
            return Fraction(sum(c for c, _ in same), total) if total else Fraction(0)

        for name, value in (("contained-conversions", contained), ("exact-set-conversion-rate", exact_rate)):
            credit = dict.fromkeys(channels, Fraction(0))
            orders = list(permutations(channels))
            for order in orders:
                for k, channel in enumerate(order):
                    credit[channel] += (value(order[: k + 1]) - value(order[:k])) / len(orders)
            file.add("attributionShapley", {"paths": paths, "game": name}, {"credit": credit}, "average over all permutations in exact fractions")


def periods(file):
    for given in [[((500, 25), (500, 30)), ((250, 20), (750, 63)), ((0, 0), (400, 30))], [((1, 0), (1, 1))], [((10**8, 2000000), (10**7, 210000)), ((10**7, 300000), (10**8, 3050000))], [((30, 0), (30, 0)), ((20, 20), (10, 10))]]:
        used = [p for p in given if p[0][0] and p[1][0]]
        n = np.array([[p[0][0], p[1][0]] for p in used], float)
        x = np.array([[p[0][1], p[1][1]] for p in used], float)
        rates, traffic = x / n, n.sum(1) / n.sum()
        gaps = rates[:, 1] - rates[:, 0]
        z = stats.norm.ppf(0.975)
        shrunk = (x + 1) / (n + 2)
        se = np.sqrt((traffic[:, None] ** 2 * shrunk * (1 - shrunk) / n).sum())
        diff = float(traffic @ gaps)
        # BOLS: per-period OLS studentised by allocation, averaged; one row per period and sqrt weights.
        root = np.sqrt(n.prod(1) / n.sum(1))
        pooled = (x.sum(1) + 0.5) / (n.sum(1) + 1)
        bols, bols_se = float(np.average(gaps, weights=root)), float(np.sqrt((pooled * (1 - pooled)).sum()) / root.sum())
        # Mantel-Haenszel difference = regression of the outcome on arm with period fixed effects.
        rows = [(t, arm, n[t, arm], rates[t, arm]) for t in range(len(used)) for arm in (0, 1)]
        design = np.array([[arm] + [t == j for j in range(len(used))] for t, arm, _, _ in rows], float)
        weight = np.sqrt([w for _, _, w, _ in rows])
        fixed = np.linalg.lstsq(design * weight[:, None], np.array([r for *_, r in rows]) * weight, rcond=None)[0][0]
        every = np.array([[p[0][0], p[1][0], p[0][1], p[1][1]] for p in given], float).sum(0)
        file.add(
            "adaptivePeriods",
            {"periods": [{"A": {"n": a[0], "x": a[1]}, "B": {"n": b[0], "x": b[1]}} for a, b in given]},
            {
                "naiveDiff": every[3] / every[1] - every[2] / every[0],
                "stratified": {"meanA": float(traffic @ rates[:, 0]), "meanB": float(traffic @ rates[:, 1]), "diff": diff, "se": se, "lower": diff - z * se, "upper": diff + z * se, "usedShare": n.sum() / every[:2].sum()},
                "bols": {"diff": bols, "se": bols_se, "lower": bols - z * bols_se, "upper": bols + z * bols_se},
                "mantelHaenszelDiff": fixed,
            },
            "fixed-effects regression and direct averages, numpy",
            rel=1e-7,
            absolute=1e-12,
        )


file = CaseFile("attribution_and_periods", "definitions")
for make in (rules, chains, games, periods):
    make(file)
file.write()
