"""Two and K Beta posteriors by the trapezoid rule on the logit scale (numpy), CDFs by scipy (boost).

The trapezoid rule converges geometrically for functions analytic in a strip; the density is
normalised by its own sum, so neither lgamma nor a Beta function enters.
"""

import numpy as np
from scipy import special, stats
from scipy.optimize import brentq

from case_file import CaseFile

POINTS = 6001


def edge(a, b, drop):
    """Logit at which the log density has fallen by `drop`, right of its peak."""
    peak, share = np.log(a / b), a / (a + b)
    fall = lambda h: (a + b) * np.log1p(np.expm1(h) * share) - a * h - drop if h < 600 else b * (h - 600) + 1e9
    high = np.sqrt(1 / a + 1 / b)
    while fall(high) < 0 and high < 590:
        high *= 2
    return peak + brentq(fall, 0, min(high, 590))


def grid(low, high, laws):
    """Evenly spaced, at least four points to the standard deviation of the narrowest law."""
    step = min(np.sqrt(1 / a + 1 / b) for a, b in laws) / 4
    return np.linspace(low, high, max(POINTS, int((high - low) / step)))


def span(laws, drop=60, others=()):
    low = min(-edge(b, a, drop) for a, b in laws)
    high = max(edge(a, b, drop) for a, b in laws)
    return grid(low, high, [*laws, *others])


def density(law, s):
    """Density per ds, normalised on its own grid."""
    a, b = law
    shape = lambda s: np.exp(a * (s - peak) - (a + b) * np.log1p(np.expm1(s - peak) * share))
    peak, share = np.log(a / b), a / (a + b)
    own = span([law])
    return shape(s) / (shape(own).sum() * (own[1] - own[0]))


def integrate(values, s):
    return float(values.sum() * (s[1] - s[0]))


def cdf(law, x):
    return special.betainc(law[0], law[1], np.clip(x, 0, 1))


def scaled(x, y, r):
    """P(Y <= r X), r <= 1."""
    s = span([x], others=[y])
    return integrate(density(x, s) * cdf(y, r * special.expit(s)), s)


def shifted(x, y, d):
    """P(X - Y > d), d >= 0, over v = (X - d) / (1 - d)."""
    low, high = span([x])[[0, -1]]
    if special.expit(high) <= d:
        return 0.0
    logit_v = lambda s: np.log(special.expit(s) - d) - np.log(special.expit(-s))
    start = logit_v(low) if special.expit(low) > d else -60 / min(1, y[0])
    s = grid(start, logit_v(high), [x, y])
    v = special.expit(s)
    top = d + (1 - d) * v
    # d(logit top) / ds = v / top, both being logits of X's and v's distance from 1.
    per_ds = density(x, np.log(top) - np.log((1 - d) * special.expit(-s))) * v / top
    return integrate(per_ds * cdf(y, (1 - d) * v), s)


def ratio_cdf(a, b, y):
    return scaled(a, b, np.exp(y)) if y <= 0 else 1 - scaled(b, a, np.exp(-y))


def difference_cdf(a, b, d):
    return shifted(a, b, -d) if d < 0 else 1 - shifted(b, a, d)


def pair(a, b, level):
    s = span([a, b])
    t = special.expit(s)
    width = t * special.expit(-s)
    below = {k: cdf(law, t) for k, law in (("a", a), ("b", b))}
    above = {k: special.betaincc(law[0], law[1], t) for k, law in (("a", a), ("b", b))}
    tail = (1 - level) / 2
    mean = lambda law: law[0] / (law[0] + law[1])
    reach = lambda law: 8 * np.sqrt(1 / law[0])
    wide = reach(a) + reach(b) + 3
    centre = np.log(mean(b) / mean(a))
    lifts = [np.expm1(brentq(lambda y: ratio_cdf(a, b, y) - q, centre - 6 * wide, centre + 6 * wide, xtol=1e-14)) for q in (tail, 0.5, 1 - tail)]
    sd = np.sqrt(sum(stats.beta(*law).var() for law in (a, b)))
    middle = mean(b) - mean(a)
    low, high = max(-1 + 1e-9, middle - 9 * sd), min(1 - 1e-9, middle + 9 * sd)
    gaps = [brentq(lambda d: difference_cdf(a, b, d) - q, low, high, xtol=1e-16) for q in (tail, 0.5, 1 - tail)]
    rate = lambda law: {"mean": mean(law), "lower": special.betaincinv(*law, tail), "upper": special.betainccinv(*law, tail)}
    return {
        "probBBeatsA": integrate(density(b, s) * below["a"], s),
        "expectedLossChooseB": integrate(below["b"] * above["a"] * width, s),
        "expectedLossChooseA": integrate(below["a"] * above["b"] * width, s),
        "lift": {
            "lower": lifts[0], "median": lifts[1], "upper": lifts[2],
            "mean": np.inf if a[0] <= 1 else mean(b) * (a[0] + a[1] - 1) / (a[0] - 1) - 1,
        },
        "diff": {"mean": middle, "lower": gaps[0], "median": gaps[1], "upper": gaps[2]},
        "rateA": rate(a),
        "rateB": rate(b),
    }


def best(laws):
    s = span(laws)
    t = special.expit(s)
    width = t * special.expit(-s)
    result = {"probBest": [], "expectedLoss": []}
    for i, law in enumerate(laws):
        others = [other for j, other in enumerate(laws) if j != i]
        product = np.prod([cdf(other, t) for other in others], axis=0) if others else np.ones_like(t)
        log_product = np.sum([np.log1p(-np.minimum(special.betaincc(*o, t), 1 - 1e-16)) for o in others], axis=0) if others else np.zeros_like(t)
        result["probBest"].append(integrate(density(law, s) * product, s))
        result["expectedLoss"].append(integrate(cdf(law, t) * -np.expm1(log_product) * width, s))
    return result


def main():
    file = CaseFile("bayes_extremes", __doc__.split("\n")[0], rel=1e-8, absolute=1e-13)
    pairs = [
        (0, 50, 3, 50, 0.5, 0.5, 0.95), (0, 10, 0, 10, 1, 1, 0.95), (0, 10, 0, 20, 0.5, 0.5, 0.9),
        (10, 10, 9, 10, 0.5, 0.5, 0.95), (5, 5, 5, 5, 1, 1, 0.99), (1, 1, 0, 1, 0.5, 0.5, 0.95),
        (0, 0, 0, 0, 1, 1, 0.95), (0, 0, 5, 50, 1, 1, 0.95), (3, 100, 300, 10000, 1, 1, 0.95),
        (30, 1000, 36, 1000, 10, 190, 0.8), (950, 1000, 960, 1000, 1, 1, 0.95),
        (2000000, 100000000, 2004000, 100000000, 1, 1, 0.95), (50000000, 100000000, 50010000, 100000000, 1, 1, 0.95),
        (10, 100000000, 14, 100000000, 1, 1, 0.95), (200, 10000, 2000000, 100000000, 1, 1, 0.95),
        (1, 3, 99999990, 100000000, 2, 2, 0.95), (100, 1000, 100, 1000, 1, 1, 0.999), (7, 20, 3, 900, 0.3, 2.5, 0.95),
    ]
    for xA, nA, xB, nB, alpha, beta, level in pairs:
        given = {"xA": xA, "nA": nA, "xB": xB, "nB": nB, "prior": {"alpha": alpha, "beta": beta}, "level": level}
        laws = (alpha + xA, beta + nA - xA), (alpha + xB, beta + nB - xB)
        file.add("bayesBetaBinomial", given, pair(*laws, level))
    for arms, prior in [
        ([(5, 100)], (1, 1)), ([(0, 0), (0, 0)], (1, 1)), ([(0, 20), (1, 20), (20, 20)], (0.5, 0.5)),
        ([(50, 1000), (55, 1000), (60, 1000), (65, 1000), (70, 1000)], (1, 1)),
        ([(2000000, 100000000), (2004000, 100000000), (2002000, 100000000)], (1, 1)),
        ([(3, 30), (300, 3000), (30000, 300000), (1, 3)], (1, 1)), ([(0, 5), (0, 50), (0, 500)], (0.5, 0.5)),
        ([(10, 10), (9, 10), (1000, 1000)], (0.5, 0.5)), ([(20, 1000)] * 8, (1, 19)),
    ]:
        given = {"arms": [{"x": x, "n": n} for x, n in arms], "prior": {"alpha": prior[0], "beta": prior[1]}}
        file.add("bayesProbBest", given, best([(prior[0] + x, prior[1] + n - x) for x, n in arms]))
    file.write()


main()
