"""Intervals and tests of conversion rates: mpmath at 60 digits, scipy, statistics of R's rules."""

from mpmath import findroot, log, mp, mpf, ncdf, sqrt
from scipy import stats

from case_file import CaseFile

mp.dps = 60


def z_of(alpha):
    target = mpf(alpha) / 2
    return -findroot(lambda z: log(ncdf(z)) - log(target), mpf(stats.norm.ppf(alpha / 2)))


def bisect(f, low, high, steps=300):
    """Root of a monotone f, working on exact signs."""
    sign = f(low) > 0
    for _ in range(steps):
        middle = (low + high) / 2
        if (f(middle) > 0) == sign:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def restricted(xA, nA, xB, nB, link, low, high):
    """Most likely pA under pB = link(pA), by bisection of the likelihood slope."""
    slope_of_link = link(mpf(1)) - link(mpf(0))

    def slope(p):
        q = link(p)
        total = mpf(0)
        for count, value, factor in ((xA, p, 1), (xA - nA, 1 - p, 1), (xB, q, slope_of_link), (xB - nB, 1 - q, slope_of_link)):
            if count:
                total += factor * count / value
        return total

    tiny = (high - low) * mpf(10) ** -25
    if slope(low + tiny) <= 0:
        return low
    if slope(high - tiny) >= 0:
        return high
    return bisect(slope, low + tiny, high - tiny, 180)


def score_difference(xA, nA, xB, nB, alpha):
    z, d = z_of(alpha), mpf(xB) / nB - mpf(xA) / nA
    factor = mpf(nA + nB) / (nA + nB - 1)

    def excess(delta):
        p = restricted(xA, nA, xB, nB, lambda p: p + delta, max(mpf(0), -delta), min(mpf(1), 1 - delta))
        q = p + delta
        variance = (p * (1 - p) / nA + q * (1 - q) / nB) * factor
        return (d - delta) ** 2 - z * z * variance

    eps = mpf(10) ** -30
    lower = mpf(-1) if d == -1 else bisect(excess, mpf(-1) + eps, d - eps, 80)
    upper = mpf(1) if d == 1 else bisect(excess, d + eps, mpf(1) - eps, 80)
    return {"diff": d, "lower": lower, "upper": upper}


def score_lift(xA, nA, xB, nB, alpha):
    z, factor = z_of(alpha), mpf(nA + nB) / (nA + nB - 1)

    def excess(s):
        ratio = mp.exp(s)
        p = restricted(xA, nA, xB, nB, lambda p: ratio * p, mpf(0), min(mpf(1), 1 / ratio))
        q = ratio * p
        variance = (q * (1 - q) / nB + ratio**2 * p * (1 - p) / nA) * factor
        return (mpf(xB) / nB - ratio * mpf(xA) / nA) ** 2 - z * z * variance

    if xA and xB:
        centre = log(mpf(xB) / nB) - log(mpf(xA) / nA)
    else:
        centre = mpf(35) if xB else mpf(-35)
    eps = mpf(10) ** -25
    return {
        "lift": (mpf(xB) / nB) / (mpf(xA) / nA) - 1 if xA else (mp.inf if xB else None),
        "lower": mp.expm1(bisect(excess, mpf(-36), centre - eps, 90)) if xB else mpf(-1),
        "upper": mp.expm1(bisect(excess, centre + eps, mpf(36), 90)) if xA else mp.inf,
    }


def one_arm(file):
    for x, n, alpha in [(0, 1, 0.05), (1, 1, 0.05), (0, 10**8, 0.05), (10**8, 10**8, 0.01), (1, 10**8, 0.05), (10**8 - 1, 10**8, 0.05), (50, 100, 1e-10), (3, 20, 0.5), (2 * 10**6, 10**8, 0.001), (7, 7, 0.2)]:
        z, p = z_of(alpha), mpf(x) / n
        half = z * sqrt(p * (1 - p) / n + z**2 / (4 * mpf(n) ** 2)) / (1 + z**2 / n)
        middle = (p + z**2 / (2 * mpf(n))) / (1 + z**2 / n)
        wilson = {"estimate": p, "lower": middle - half if x else 0, "upper": middle + half if x < n else 1}
        given = {"x": x, "n": n, "alpha": alpha}
        file.add("proportionCI", {**given, "method": "wilson"}, wilson, "Wilson 1927, mpmath")
        for method, shift in (("clopper-pearson", 0), ("jeffreys", 0.5)):
            low = stats.beta(x + shift, n - x + (shift or 1))
            high = stats.beta(x + (shift or 1), n - x + shift)
            limits = {"estimate": p, "lower": low.ppf(alpha / 2) if x else 0, "upper": high.isf(alpha / 2) if x < n else 1}
            file.add("proportionCI", {**given, "method": method}, limits, "scipy.stats.beta", rel=1e-8)


PAIRS = [
    (0, 10, 0, 20, 0.05), (0, 10, 10, 10, 0.05), (10, 10, 0, 20, 0.05), (10, 10, 10, 10, 0.05), (0, 1, 1, 1, 0.05), (1, 1, 1, 1, 0.1),
    (0, 1, 0, 1, 0.05), (5, 56, 0, 29, 0.05), (3, 10, 9, 10, 1e-6), (100, 1000, 120, 1000, 0.5), (1, 10**8, 5, 10**8, 0.05),
    (2 * 10**6, 10**8, 2003000, 10**8, 0.05), (99999990, 10**8, 99999999, 10**8, 0.05), (10**8, 10**8, 10**8, 10**8, 0.05),
    (0, 10**8, 3, 10**6, 0.01), (20, 900, 5, 100, 0.05), (499, 500, 50, 50, 0.05), (7, 12, 3, 9000, 0.001),
]


def two_arms(file):
    for xA, nA, xB, nB, alpha in PAIRS:
        given = {"xA": xA, "nA": nA, "xB": xB, "nB": nB, "alpha": alpha}
        file.add("propDiffCI", {**given, "method": "miettinen-nurminen"}, score_difference(xA, nA, xB, nB, alpha), "Miettinen & Nurminen 1985, restricted rates by bisection, mpmath")
        file.add("relativeLiftCI", {**given, "method": "score"}, score_lift(xA, nA, xB, nB, alpha), "Miettinen & Nurminen 1985, restricted rates by bisection, mpmath", absolute=1e-12)
    for xA, nA, xB, nB in [(3, 10, 9, 10), (0, 5, 0, 5), (5, 5, 5, 5), (1, 24, 8, 11), (100, 1000, 150, 1000), (4000, 200000, 4300, 200000), (2, 3, 0, 4), (10, 100, 10, 100), (0, 1, 1, 1), (20000, 10**6, 20900, 10**6)]:
        p = stats.fisher_exact([[xA, nA - xA], [xB, nB - xB]])[1]
        file.add("propTest", {"xA": xA, "nA": nA, "xB": xB, "nB": nB, "method": "fisher"}, {"pValue": p}, "scipy.stats.fisher_exact", rel=1e-7)
    for xA, nA, xB, nB in [(16, 80, 36, 40), (99999990, 10**8, 99999999, 10**8), (10**6, 10**8, 1010000, 10**8), (0, 5, 0, 9), (4, 4, 9, 9), (0, 1, 1, 1)]:
        pooled, n = mpf(xA + xB) / (nA + nB), nA + nB
        variance = pooled * (1 - pooled) * (mpf(1) / nA + mpf(1) / nB)
        for method, factor in (("z-pooled", mpf(1)), ("n-1", sqrt(mpf(n - 1) / n))):
            z = (mpf(xB) / nB - mpf(xA) / nA) / sqrt(variance) * factor if variance else mpf(0)
            file.add("propTest", {"xA": xA, "nA": nA, "xB": xB, "nB": nB, "method": method}, {"z": z, "pValue": 2 * ncdf(-abs(z))}, "closed form, mpmath", rel=1e-8)


file = CaseFile("proportions_extremes", "mpmath", rel=1e-8, absolute=1e-14)
one_arm(file)
two_arms(file)
file.write()
