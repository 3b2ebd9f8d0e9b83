"""Means from raw data: numpy, scipy and regression, never the formulas of the project."""

from fractions import Fraction

import numpy as np
from scipy import stats

from case_file import CaseFile

rng = np.random.default_rng(20240611)


def sample(values):
    return {"n": len(values), "mean": values.mean(), "variance": values.var(ddof=1)}


def welch(file):
    for a, b, alpha in [(rng.normal(5, 2, 7), rng.normal(6, 3, 4), 0.05), (rng.lognormal(0, 2, 3000), rng.lognormal(0.1, 2, 500), 1e-8), (np.array([1.0, 1, 1]), rng.normal(0, 1, 9), 0.3), (rng.normal(1e9, 1, 50), rng.normal(1e9, 1, 60), 0.05)]:
        result = stats.ttest_ind(b, a, equal_var=False)
        interval = result.confidence_interval(1 - alpha)
        file.add("welchMeanDiff", {"A": sample(a), "B": sample(b), "alpha": alpha}, {"diff": b.mean() - a.mean(), "df": result.df, "t": result.statistic, "pValue": result.pvalue, "lower": interval.low, "upper": interval.high}, "scipy.stats.ttest_ind", rel=1e-7, absolute=1e-10)
    for a, b in [({"n": 1, "mean": 3, "variance": 0}, {"n": 5, "mean": 4, "variance": 2}), ({"n": 5, "mean": 3, "variance": 0}, {"n": 5, "mean": 4, "variance": 0}), ({"n": 0, "mean": 0, "variance": 0}, {"n": 5, "mean": 4, "variance": 2})]:
        file.add("welchMeanDiff", {"A": a, "B": b, "alpha": 0.05}, {"t": None, "df": None, "pValue": None, "lower": None, "upper": None}, "definition")


def fieller(file):
    for a, b, alpha in [((400, 2.5, 9), (380, 2.9, 12), 0.05), ((10**8, 0.03, 4), (10**8, 0.0302, 4.1), 0.01), ((50, 5, 1), (60, 0, 2), 0.1), ((90, -4, 3), (80, -5, 4), 0.05)]:
        (nA, mA, vA), (nB, mB, vB) = a, b
        z = stats.norm.isf(alpha / 2)
        roots = np.sort(np.roots([mA**2 - z * z * vA / nA, -2 * mA * mB, mB**2 - z * z * vB / nB]))
        arm = lambda n, m, v: {"n": n, "mean": m, "variance": v}
        file.add("relativeMeanLift", {"A": arm(*a), "B": arm(*b), "alpha": alpha, "method": "fieller"}, {"lift": mB / mA - 1 if mA > 0 else None, "lower": roots[0] - 1, "upper": roots[1] - 1} if mA > 0 else {"lower": roots[0] - 1, "upper": roots[1] - 1}, "roots of Fieller's quadratic, numpy", rel=1e-7)


def ratio(file):
    for size in (30, 4000):
        arms = {}
        for name, shift in (("A", 0.0), ("B", 0.1)):
            den = rng.poisson(2, size) + 1.0
            arms[name] = (den * (0.3 + shift) + rng.normal(0, 1, size), den)
        given, linear = {}, {}
        for name, (num, den) in arms.items():
            given[name] = {"n": size, "meanNum": num.mean(), "meanDen": den.mean(), "varNum": num.var(ddof=1), "varDen": den.var(ddof=1), "cov": np.cov(num, den)[0, 1]}
            r = num.mean() / den.mean()
            linear[name] = (r, np.sqrt(((num - r * den) / den.mean()).var(ddof=1) / size))
        (rA, sA), (rB, sB) = linear["A"], linear["B"]
        file.add("ratioMetric", given, {"ratioA": rA, "ratioB": rB, "seA": sA, "seB": sB, "diff": rB - rA, "seDiff": np.hypot(sA, sB), "lift": rB / rA - 1, "seLift": np.hypot(sB / rA, rB * sA / rA**2)}, "variance of the linearised residuals, numpy")


def adjusted(file):
    for nA, nB in [(25, 40), (900, 300)]:
        x = {k: rng.gamma(2, 2, n) for k, n in (("A", nA), ("B", nB))}
        y = {k: 0.7 * v + rng.normal(0, 1, len(v)) + (k == "B") for k, v in x.items()}
        all_x, all_y = np.concatenate([x["A"], x["B"]]), np.concatenate([y["A"], y["B"]])
        theta = stats.linregress(all_x, all_y).slope
        flat = {k: y[k] - theta * (x[k] - all_x.mean()) for k in x}
        variance = lambda parts: sum(v.var(ddof=1) / len(v) for v in parts.values())
        arm = lambda k: {"n": len(x[k]), "meanY": y[k].mean(), "meanX": x[k].mean(), "varY": y[k].var(ddof=1), "varX": x[k].var(ddof=1), "covXY": np.cov(x[k], y[k])[0, 1]}
        file.add("cuped", {"A": arm("A"), "B": arm("B")}, {"theta": theta, "adjustedMeanA": flat["A"].mean(), "adjustedMeanB": flat["B"].mean(), "diff": flat["B"].mean() - flat["A"].mean(), "se": np.sqrt(variance(flat)), "varianceReduction": 1 - variance(flat) / variance(y)}, "regression on raw data, scipy.stats.linregress")


def strata(file):
    for sizes in ([(30, 50), (200, 20), (9, 12)], [(5, 5)]):
        rows, given = [], []
        for k, (nA, nB) in enumerate(sizes):
            a, b = rng.normal(k, 1 + k, nA), rng.normal(k + 0.5 * k, 2, nB)
            given.append({"A": sample(a), "B": sample(b)})
            rows += [(k, 0, v) for v in a] + [(k, 1, v) for v in b]
        k, t, y = (np.array(column, float) for column in zip(*rows))
        # Fully interacted regression on centred stratum dummies with HC2 errors (Lin 2013).
        dummies = np.stack([(k == j) - (k == j).mean() for j in range(1, len(sizes))], axis=1) if len(sizes) > 1 else np.empty((len(y), 0))
        design = np.column_stack([np.ones_like(y), t, dummies, dummies * t[:, None]])
        inverse = np.linalg.inv(design.T @ design)
        beta = inverse @ design.T @ y
        leverage = np.einsum("ij,jk,ik->i", design, inverse, design)
        meat = design.T @ (design * ((y - design @ beta) ** 2 / (1 - leverage))[:, None])
        se = np.sqrt((inverse @ meat @ inverse)[1, 1])
        gaps = np.array([g["B"]["mean"] - g["A"]["mean"] for g in given])
        share = np.array([sum(s) for s in sizes]) / len(y)
        file.add("postStratify", {"strata": given}, {"diff": beta[1], "seConditional": se, "seSuperpopulation": np.sqrt(se**2 + (share * (gaps - beta[1]) ** 2).sum() / len(y)), "naiveDiff": y[t == 1].mean() - y[t == 0].mean()}, "interacted regression with HC2, numpy", rel=1e-8, absolute=1e-11)


def caps(file):
    for values, lower, upper, ignore in [(rng.lognormal(3, 2, 400), 0.01, 0.99, False), (np.where(rng.random(300) < 0.9, 0, rng.lognormal(3, 2, 300)), 0, 0.9, True), (np.zeros(5), 0, 0.99, True), (np.array([4.0]), 0, 0.99, False), (np.array([1.0, 9.0]), 0.25, 0.75, False), (rng.normal(0, 1, 1000), 0.5, 0.5, False)]:
        base = values[values != 0] if ignore else values
        low = np.quantile(base, lower) if lower and len(base) else None
        high = np.quantile(base, upper) if len(base) else None
        capped = np.clip(values, low, high) if low is not None or high is not None else values
        file.add("winsorize", {"values": list(values), "lower": lower, "upper": upper, "ignoreZeros": ignore}, {"capLow": low, "capHigh": high, "mean": capped.mean(), "variance": capped.var(ddof=1) if len(values) > 1 else None}, "numpy.quantile and numpy.clip")
    file.add("winsorize", {"values": [], "lower": 0, "upper": 0.99, "ignoreZeros": False}, {"capLow": None, "capHigh": None, "mean": None, "variance": None}, "definition")


def merging(file):
    for parts in ([[1e9 + 1, 1e9 + 2], [1e9 + 4], [], [1e9 + 7, 1e9 - 3, 1e9]], [[5.0]], [[]], [], [[0.25] * 40, [0.25] * 3]):
        moments = []
        for part in parts:
            mean = sum(map(Fraction, part)) / len(part) if part else Fraction(0)
            moments.append({"n": len(part), "mean": mean, "m2": sum((Fraction(v) - mean) ** 2 for v in part)})
        values = [Fraction(v) for part in parts for v in part]
        mean = sum(values) / len(values) if values else None
        variance = sum((v - mean) ** 2 for v in values) / (len(values) - 1) if len(values) > 1 else None
        file.add("mergeMoments", {"parts": moments}, {"n": len(values), "mean": mean, "variance": variance}, "exact fractions")


file = CaseFile("means_from_raw_data", "numpy")
for make in (welch, fieller, ratio, adjusted, strata, caps, merging):
    make(file)
file.write()
