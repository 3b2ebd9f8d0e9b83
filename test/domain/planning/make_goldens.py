"""Goldens of the planning room, from SciPy and formulas written down again, not from this code.

    python3 test/domain/planning/make_goldens.py > test/domain/planning/planning-goldens.json

one look      Fleiss (1981), eq. 3.14 and 3.19, as R's power.prop.test
always valid  half width c(n) * se with c(n)^2 = 2 (n r + 1) / (n r) ln(sqrt(n r + 1) / a),
              r = (-2 ln A + ln(1 - 2 ln A)) / nStar, A the alpha of the experiment and a = A / (K - 1)
              (Waudby-Smith et al. 2024, eq. 9 and 161); e = ln(pB / pA), se by Katz et al. (1978)
watched       Monte Carlo of binomial counts with one look per day: share of 40 000 experiments in
              which a day has excluded 0, from 5 conversions per variant on; seeded
few           nothing is planned below 10 expected conversions per variant
"""

import json

import numpy as np
from scipy.optimize import brentq
from scipy.stats import norm


def rho2(alpha):
    return -2 * np.log(alpha) + np.log(1 - 2 * np.log(alpha))


def multiplier(fraction, each, alpha):
    info = fraction * rho2(alpha)
    return np.sqrt(2 * (info + 1) / info * np.log(np.sqrt(info + 1) / each))


def one_look(p, mde, shares, power, each):
    """Visitors of the control, before rounding."""
    r = shares[1] / shares[0]
    q = p * (1 + mde)
    pooled = (p + r * q) / (1 + r)
    reach = norm.ppf(1 - each / 2) * np.sqrt((1 + 1 / r) * pooled * (1 - pooled))
    reach += norm.ppf(power) * np.sqrt(p * (1 - p) + q * (1 - q) / r)
    return (reach / (q - p)) ** 2


def deviation(p, mde, shares):
    """Standard error of the log ratio times the root of the pair's visitors, and the log ratio."""
    control = shares[0] / sum(shares)
    q = p * (1 + mde)
    variance = (1 - p) / p / control + (1 - q) / q / (1 - control)
    return np.sqrt(variance), np.log1p(mde)


def always_valid(p, mde, shares, power, each, alpha):
    """Visitors of the pair, before rounding."""
    sd, effect = deviation(p, mde, shares)
    bound = multiplier(1.0, each, alpha)
    distance = brentq(
        lambda d: norm.cdf(d - bound) + norm.cdf(-d - bound) - power, 0, 60, xtol=1e-14
    )
    q = p * (1 + mde)
    fewest = 10 * sum(shares) / min(shares[0] * p, shares[1] * q)
    return max((sd / effect * distance) ** 2, fewest)


def reach_always_valid(p, n, shares, power, each, alpha, sign):
    def missing(size):
        sd, effect = deviation(p, sign * size, shares)
        d = abs(effect) / sd * np.sqrt(n)
        bound = multiplier(1.0, each, alpha)
        return norm.cdf(d - bound) + norm.cdf(-d - bound) - power

    if n * p * min(shares) / sum(shares) < 10:
        return None
    largest = (1 - p) / p if sign > 0 else 0.8
    return None if missing(largest) < 0 else sign * brentq(missing, 1e-4, largest, xtol=1e-14)


def case(p, mde, weights, per_day, share=1.0, power=0.8, alpha=0.05):
    each = alpha / (len(weights) - 1)
    fewest = min(weights[1:])
    pair = [weights[0], fewest]
    once = one_look(p, mde, pair, power, each) / weights[0]
    watched = always_valid(p, mde, pair, power, each, alpha) / sum(pair)
    sign = 1 if mde > 0 else -1
    sizes = {}
    for name, unit in (("oneLook", once), ("alwaysValid", watched)):
        visitors = [int(np.ceil(unit * w)) for w in weights]
        days = int(np.ceil(sum(visitors) / (per_day * share)))
        sizes[name] = {
            "perVariant": visitors,
            "total": sum(visitors),
            "pair": visitors[0] + visitors[1 + weights[1:].index(fewest)],
            "days": days,
            "weeks": max(2, -(-days // 7)),
        }
    reach = []
    for weeks in (2, 4, 8):
        n = int(per_day * share * 7 * weeks * sum(pair) / sum(weights))
        reach.append(reach_always_valid(p, n, pair, power, each, alpha, sign))
    return {
        "question": {
            "baseline": p,
            "mde": mde,
            "weights": weights,
            "visitorsPerDay": per_day,
            "share": share,
            "alpha": alpha,
            "power": power,
        },
        **sizes,
        "reach": reach,
    }


def watched(p, mde, per_day, repetitions=40_000, alpha=0.05):
    """Ever-crossing share of a 50/50 experiment at daily looks, and the median day."""
    rng = np.random.default_rng(20261123)
    planned = 2 * int(np.ceil(always_valid(p, mde, [1, 1], 0.8, alpha, alpha) / 2))
    days = int(np.ceil(planned / per_day))
    each_day = planned / days / 2
    ends = np.round(each_day * np.arange(1, days + 1)).astype(int)
    steps = np.diff(ends, prepend=0)
    a = np.zeros(repetitions, dtype=int)
    b = np.zeros(repetitions, dtype=int)
    found = np.zeros(repetitions, dtype=bool)
    median = None
    for day, (n, step) in enumerate(zip(ends, steps), start=1):
        a += rng.binomial(step, p, repetitions)
        b += rng.binomial(step, p * (1 + mde), repetitions)
        readable = np.minimum(a, b) >= 5
        with np.errstate(divide="ignore", invalid="ignore"):
            estimate = np.log(b / a)
            se = np.sqrt(1 / a + 1 / b - 2 / n)
            found |= readable & (np.abs(estimate) > se * multiplier(2 * n / planned, alpha, alpha))
        if median is None and found.mean() >= 0.5:
            median = day
    share = found.mean()
    return {
        "question": {"baseline": p, "mde": mde, "visitorsPerDay": per_day},
        "power": float(share),
        "monteCarloError": float(np.sqrt(share * (1 - share) / repetitions)),
        "medianDay": median,
    }


print(
    json.dumps(
        {
            "source": "make_goldens.py with NumPy and SciPy",
            "plans": [
                case(0.03, 0.15, [1, 1], 400),
                case(0.03, 0.2, [3334, 3333, 3333], 1500),
                case(0.02, 0.2, [5000, 5000], 900, share=0.5),
                case(0.05, 0.1, [9000, 1000], 12000),
                case(0.04, -0.25, [1, 1], 1000, power=0.9),
                case(0.3, 0.1, [4, 3, 2, 1], 700, alpha=0.1),
                case(0.002, 0.5, [1, 1], 5000),
                case(0.03, 0.01, [1, 1], 3),
                case(0.4, 1.0, [1, 1], 5000),
                case(0.03, 0.15, [1, 1], 40),
            ],
            "watched": [watched(0.03, 0.2, 1500), watched(0.05, 0.1, 5000), watched(0.1, 0.3, 200)],
        },
        indent=2,
    )
)
