"""Power, bounds, corrections, bandits and periods: scipy, Monte Carlo and plain definitions."""

import numpy as np
from scipy import integrate, optimize, stats

from case_file import CaseFile

norm = stats.norm


def power_of(p1, lift, nA, nB, alpha, sides):
    """Normal-approximation power from the two densities themselves, critical value by ppf."""
    p2, r = p1 * (1 + lift), nB / nA
    pooled = (p1 + r * p2) / (1 + r)
    null = np.sqrt(pooled * (1 - pooled) * (1 / nA + 1 / nB))
    alternative = np.sqrt(p1 * (1 - p1) / nA + p2 * (1 - p2) / nB)
    return norm.sf(norm.isf(alpha / sides) * null, abs(p2 - p1), alternative)


def proportions(file):
    for p1, lift, ratio, alpha, sides, power in [(0.001, 0.05, 1, 0.05, 2, 0.8), (0.3, -0.2, 2, 0.01, 1, 0.95), (0.9, 0.1111111111, 1, 0.05, 2, 0.9), (0.02, 3, 0.1, 1e-4, 2, 0.5), (0.5, 1e-3, 1, 0.05, 2, 0.8), (0.05, 0.1, 3, 0.0125, 2, 0.99)]:
        n = optimize.brentq(lambda n: power_of(p1, lift, n, n * ratio, alpha, sides) - power, 1e-3, 1e13, xtol=1e-9, rtol=1e-14)
        base = {"baseline": p1, "ratio": ratio, "alpha": alpha, "sides": sides}
        file.add("powerTwoProportions", {**base, "relativeMde": lift, "solve": "n", "power": power}, {"nAExact": n, "nA": np.ceil(n), "nB": np.ceil(n * ratio)}, "power function inverted by brentq")
        whole, other = int(np.ceil(n)) + 7, int(np.ceil(n * ratio)) + 3
        file.add("powerTwoProportions", {**base, "relativeMde": lift, "solve": "power", "nA": whole, "nB": other}, {"power": power_of(p1, lift, whole, other, alpha, sides)}, "normal tail, scipy")
        top = (1 - p1) / p1
        if power_of(p1, top, whole, other, alpha, sides) > power:
            mde = optimize.brentq(lambda m: power_of(p1, m, whole, other, alpha, sides) - power, 1e-9, top, xtol=1e-16)
            file.add("powerTwoProportions", {**base, "relativeMde": None, "solve": "mde", "nA": whole, "nB": other, "power": power}, {"relativeMde": mde}, "power function inverted by brentq", rel=1e-8)
    file.add("powerTwoProportions", {"baseline": 0.9, "ratio": 1, "alpha": 0.05, "sides": 2, "relativeMde": None, "solve": "mde", "nA": 5, "nB": 5, "power": 0.8}, {"relativeMde": None}, "not even 100 % is found")


def means(file):
    for mean, sd, lift, ratio, alpha, power in [(3, 12, 0.1, 2, 0.05, 0.9), (-5, 1, 0.02, 1, 0.01, 0.8), (0.01, 4, 0.5, 0.3, 0.001, 0.6)]:
        effect = abs(mean * lift)
        reach = lambda n: norm.sf(norm.isf(alpha / 2) - effect / (sd * np.sqrt(1 / n + 1 / (n * ratio)))) - power
        n = optimize.brentq(reach, 1e-3, 1e12, xtol=1e-9, rtol=1e-14)
        file.add("powerMeans", {"mean": mean, "sd": sd, "relativeMde": lift, "ratio": ratio, "alpha": alpha, "power": power}, {"nAExact": n, "nA": np.ceil(n), "nB": np.ceil(n * ratio)}, "power function inverted by brentq")


def boundary(n, alpha, n_star):
    rho2 = (-2 * np.log(alpha) + np.log1p(-2 * np.log(alpha))) / n_star
    return np.sqrt(2 * (n * rho2 + 1) / (n * rho2) * np.log(np.sqrt(n * rho2 + 1) / alpha))


def sequential(file):
    for effect, sd, n_star, alpha, power in [(0.1, 4, 20000, 0.05, 0.8), (-0.02, 1, None, 0.01, 0.95), (1, 1, 100, 0.2, 0.5), (0.001, 1, 10**6, 0.05, 0.8)]:
        at = lambda n: norm.sf(boundary(n, alpha, n_star or n) - abs(effect) / sd * np.sqrt(n)) + norm.cdf(-boundary(n, alpha, n_star or n) - abs(effect) / sd * np.sqrt(n))
        n = optimize.brentq(lambda log_n: at(np.exp(log_n)) - power, np.log(1e-6), np.log(1e12), xtol=1e-14)
        fixed = (sd / effect) ** 2 * (norm.ppf(power) + norm.isf(alpha / 2)) ** 2
        given = {"effect": effect, "sdPerUnit": sd, "nStar": n_star, "alpha": alpha}
        file.add("powerSequential", {**given, "solve": "n", "power": power}, {"nTotal": np.exp(n), "inflationVsFixed": np.exp(n) / fixed}, "brentq on the rejection probability", rel=1e-7)
        file.add("powerSequential", {**given, "solve": "power", "n": 5000}, {"power": at(5000)}, "normal tails")
    rng = np.random.default_rng(3)
    for effect, n, looks, n_star in [(0.0, 20000, 14, 20000), (0.08, 12000, 40, 24000), (0.12, 20000, 5, 5000)]:
        times = n * np.arange(1, looks + 1) / looks
        paths = np.cumsum(rng.normal(effect / 4 * n / looks, np.sqrt(n / looks), (400000, looks)), axis=1) / np.sqrt(times)
        hit = (np.abs(paths) > boundary(times, 0.05, n_star)).any(axis=1).mean()
        if effect:
            file.add("powerSequential", {"effect": effect, "sdPerUnit": 4, "nStar": n_star, "alpha": 0.05, "solve": "everPower", "n": n, "looks": looks}, {"power": hit}, "400 000 Monte Carlo paths", rel=0, absolute=0.004)
    for looks, alpha, rate in [(1, 0.01, 0.01), (2, 0.05, 0.083), (3, 0.05, 0.107), (4, 0.05, 0.126), (10, 0.05, 0.193), (20, 0.05, 0.248), (50, 0.05, 0.320), (100, 0.05, 0.374), (200, 0.05, 0.424), (1000, 0.05, 0.53), (5, 0.01, None), (10, 0.1, None)]:
        absolute = 0.0006 if looks < 1000 else 0.006
        if rate is None:
            paths = np.abs(np.cumsum(rng.normal(size=(400000, looks)), axis=1) / np.sqrt(np.arange(1, looks + 1)))
            rate, absolute = (paths > norm.isf(alpha / 2)).any(axis=1).mean(), 0.003
        file.add("peekingFalsePositiveRate", {"looks": looks, "alpha": alpha}, {"falsePositiveRate": rate}, "Armitage, McPherson & Rowe 1969, table 2 (other alphas: Monte Carlo)", rel=0, absolute=absolute)


def bounds(file):
    """Two looks: the second bound from the bivariate normal law."""
    for fractions, alpha, spending in [((0.5, 1), 0.05, "obf"), ((0.3, 1), 0.05, "pocock"), ((0.2, 0.9), 0.01, "pocock"), ((1,), 0.05, "obf")]:
        spend = {"obf": lambda t: 2 * norm.sf(norm.isf(alpha / 4) / np.sqrt(t)), "pocock": lambda t: alpha / 2 * np.log(1 + (np.e - 1) * t)}[spending]
        z = [norm.isf(spend(fractions[0]))]
        if len(fractions) == 2:
            r = np.sqrt(fractions[0] / fractions[1])
            second = lambda bound, drift: integrate.quad(lambda u: norm.pdf(u - drift * np.sqrt(fractions[0])) * norm.sf((bound - drift * np.sqrt(fractions[1]) - r * (u - drift * np.sqrt(fractions[0]))) / np.sqrt(1 - r * r)), -z[0], z[0], epsabs=1e-13)[0]
            z.append(optimize.brentq(lambda bound: second(bound, 0) - (spend(fractions[1]) - spend(fractions[0])), 0, 9))
        power = lambda drift: norm.sf(z[0] - drift * np.sqrt(fractions[0])) + (second(z[1], drift) if len(z) == 2 else 0)
        drift = optimize.brentq(lambda d: power(d) - 0.8, 0.1, 20)
        file.add("groupSequentialBounds", {"informationFractions": fractions, "alpha": alpha, "spending": spending}, {"z": z, "inflationFactor80": (drift / (norm.ppf(0.8) + norm.isf(alpha / 2))) ** 2}, "bivariate normal by scipy.integrate.quad", rel=1e-7)


def families(file):
    for p in ([0.01, 0.01, 0.02, 1, 0.5], [0.04], [1e-300, 0, 1, 0.05], list(np.random.default_rng(5).random(40) ** 3)):
        for method in ("BH", "BY"):
            adjusted = stats.false_discovery_control(p, method=method.lower())
            file.add("adjustPValues", {"pValues": p, "method": method, "alpha": 0.05}, {"adjusted": list(adjusted), "rejected": [bool(a <= 0.05) for a in adjusted]}, "scipy.stats.false_discovery_control")
        order, m = sorted(range(len(p)), key=lambda i: p[i]), len(p)
        # Holm by definition: the largest k·p over all smaller or equal p-values.
        holm = [min(1, max((m - rank) * p[j] for rank, j in enumerate(order) if rank <= order.index(i))) for i in range(m)]
        file.add("adjustPValues", {"pValues": p, "method": "holm", "alpha": 0.05}, {"adjusted": holm, "rejected": [bool(a <= 0.05) for a in holm]}, "definition")


def bandits(file):
    for arms, floor in [([(1, 0.05), (1.1, 0.06), (0.95, 0.05)], 0.01), ([(0, 1), (0, 1e-4), (3, 2)], 0.1), ([(5, 1)], 0.2), ([(-1, 0.3), (-1, 0.3)], 0.5), ([(0, 1), (0.5, 1), (1, 1), (1.5, 1)], 0)]:
        best, top = [], []
        for i, (mean, se) in enumerate(arms):
            others = [a for j, a in enumerate(arms) if j != i]
            x = np.unique(np.concatenate([np.linspace(m - 11 * s, m + 11 * s, 60001) for m, s in arms]))
            below = [norm.cdf(x, *o) for o in others]
            win = np.prod(below, axis=0) if others else np.ones_like(x)
            second = sum(norm.sf(x, *o) * np.prod([b for k, b in enumerate(below) if k != j], axis=0) for j, o in enumerate(others)) if others else 0 * x
            best.append(integrate.simpson(norm.pdf(x, mean, se) * win, x=x))
            top.append(best[-1] + integrate.simpson(norm.pdf(x, mean, se) * second, x=x))
        k = len(arms)
        weigh = lambda share: [floor + (1 - k * floor) * s for s in share] if k * floor < 1 else [1 / k] * k
        given = {"arms": [{"mean": m, "se": s} for m, s in arms], "kind": "normal", "floor": floor}
        file.add("banditWeights", {**given, "policy": "thompson"}, {"probBest": best, "weights": weigh(best)}, "Simpson's rule on scipy.stats.norm", rel=1e-7)
        file.add("banditWeights", {**given, "policy": "top-two"}, {"weights": weigh([t / min(2, k) for t in top])}, "Simpson's rule on scipy.stats.norm", rel=1e-7)
    for estimate, se, prior in [(0.5, 0.01, None), (-0.3, 0.02, {"mean": 0.1, "sd": 0.5}), (1e-6, 1, {"mean": 0, "sd": 1e-3})]:
        precision = 1 / se**2 + (1 / prior["sd"] ** 2 if prior else 0)
        mean = (estimate / se**2 + (prior["mean"] / prior["sd"] ** 2 if prior else 0)) / precision
        law = norm(mean, precision**-0.5)
        tail = lambda sign: sum(integrate.quad(lambda x: x * norm.pdf(x, sign * mean, law.std()), low, low + 3 * law.std(), epsabs=0, epsrel=1e-12)[0] for low in np.arange(0, max(0, sign * mean) + 39 * law.std(), 3 * law.std())[:40]) if sign * mean > -30 * law.std() else 0
        file.add("bayesNormalLift", {"estimate": estimate, "se": se, "prior": prior, "level": 0.9}, {"mean": mean, "sd": law.std(), "lower": law.ppf(0.05), "upper": law.isf(0.05), "probPositive": law.sf(0), "expectedLossIfShipped": tail(-1), "expectedLossIfKept": tail(1)}, "scipy.integrate.quad", rel=1e-7)


file = CaseFile("planning_and_decisions", "scipy", rel=1e-8, absolute=1e-11)
for make in (proportions, means, sequential, bounds, families, bandits):
    make(file)
file.write()
