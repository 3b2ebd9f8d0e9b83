"""Sequential methods: mpmath mixtures by integration or exact Gamma functions at 60 digits."""

from mpmath import exp, expm1, findroot, inf, log, loggamma, mp, mpf, quad, sqrt

from case_file import CaseFile

mp.dps = 60


def rho_squared(alpha, n_star):
    two_log = -2 * log(mpf(alpha))
    return (two_log + log(1 + two_log)) / n_star


def log_mixture(z, n, alpha, n_star):
    """ln of the normal mixture of likelihood ratios, by integrating over the effect."""
    spread = sqrt(n * rho_squared(alpha, n_star))
    peak = z * spread**2 / (1 + spread**2)
    width = spread / sqrt(1 + spread**2)
    top = z * peak - peak**2 / 2 - (peak / spread) ** 2 / 2
    part = lambda m: exp(z * m - m * m / 2 - (m / spread) ** 2 / 2 - top)
    mass = quad(part, [peak + k * width for k in range(-16, 17, 4)])
    return top + log(mass / (spread * sqrt(2 * mp.pi)))


def multiplier(n, alpha, n_star):
    """The z at which the mixture reaches 1 / alpha, by root finding on the integral."""
    information = n * rho_squared(alpha, n_star)
    near = sqrt(2 * (1 + 1 / information) * (log(1 + information) / 2 - log(mpf(alpha))))
    return findroot(lambda z: log_mixture(z, n, alpha, n_star) + log(mpf(alpha)), (near * mpf("0.999"), near), tol=1e-40)


def sequences(file):
    for estimate, se, n, alpha, n_star in [(0.1, 0.04, 10, 0.05, 10000), (-3, 0.2, 10**8, 0.01, 10**6), (0, 1, 500, 0.5, 500), (1e-5, 1e-6, 10**7, 1e-6, 10**8), (2, 1, 1, 0.05, 1), (0.5, 0.01, 30000, 0.2, 20000)]:
        half = multiplier(mpf(n), alpha, n_star) * mpf(se)
        log_e = log_mixture(mpf(estimate) / mpf(se), mpf(n), alpha, n_star)
        given = {"estimate": estimate, "se": se, "n": n, "alpha": alpha, "nStar": n_star}
        file.add("asymptoticCS", given, {"rho": sqrt(rho_squared(alpha, n_star)), "halfWidth": half, "lower": estimate - half, "upper": estimate + half, "logEValue": log_e, "pValue": min(mpf(1), exp(-log_e))})
    for xA, nA, xB, nB, alpha, n_star in [(5, 10**8, 5, 10**8, 0.05, 10**8), (5, 5, 5, 6, 0.05, 20), (10**8, 10**8, 99990000, 10**8, 0.05, 10**8), (900, 9000, 150, 1000, 0.01, 20000), (5, 900, 60, 100, 0.05, 1000)]:
        e = log(mpf(xB) / nB) - log(mpf(xA) / nA)
        se = sqrt(mpf(1) / xA - mpf(1) / nA + mpf(1) / xB - mpf(1) / nB)
        half = multiplier(mpf(nA + nB), alpha, n_star) * se
        log_e = log_mixture(e / se, mpf(nA + nB), alpha, n_star)
        given = {"xA": xA, "nA": nA, "xB": xB, "nB": nB, "alpha": alpha, "nStar": n_star, "minConversions": 5}
        file.add("seqConversionLift", given, {"ready": True, "logRatio": e, "se": se, "lift": expm1(e), "lower": expm1(e - half), "upper": expm1(e + half), "pValue": min(mpf(1), exp(-log_e))}, rel=1e-8)
    for given in [(0, 100, 0, 100), (0, 100, 9, 100), (50, 50, 60, 60), (0, 0, 3, 9), (9, 20, 0, 20)]:
        xA, nA, xB, nB = given
        lift = None if not nA or not nB or (xA == 0 and xB == 0) else (inf if xA == 0 else mpf(xB) / nB / (mpf(xA) / nA) - 1)
        file.add("seqConversionLift", {"xA": xA, "nA": nA, "xB": xB, "nB": nB, "alpha": 0.05, "nStar": 1000, "minConversions": 5}, {"ready": False, "lift": lift, "lower": None, "upper": None, "pValue": None}, "definition")


def log_beta(a, b):
    return loggamma(a) + loggamma(b) - loggamma(a + b)


def exact(file):
    for xA, xB, wA, wB, alpha, k in [(0, 0, 0.5, 0.5, 0.05, 10), (1, 0, 0.5, 0.5, 0.05, 1), (0, 40, 0.9, 0.1, 0.05, 5), (3, 300, 0.1, 0.9, 0.01, 50), (10**8, 100100000, 0.5, 0.5, 0.05, 10**6), (5 * 10**7, 5 * 10**7, 1, 1, 1e-8, 1000), (12, 12, 3, 1, 0.5, 0.5), (2, 9, 0.3, 0.2, 0.05, 1)]:
        q0 = mpf(wB) / (mpf(wA) + mpf(wB))
        a, b = k * (1 - q0), k * q0
        log_e = lambda logit: log_beta(a + xA, b + xB) - log_beta(a, b) + xA * log(1 + exp(logit)) + xB * log(1 + exp(-logit))
        shift = log(q0 / (1 - q0))
        edge = lambda low, high: bisect(lambda u: log_e(u + shift) + log(mpf(alpha)), low, high)
        centre = log(mpf(xB) / xA) - shift if xA and xB else (mpf(80) if xB else mpf(-80))
        lower = expm1(edge(mpf(-80), centre)) if xB else -1
        upper = expm1(edge(centre, mpf(80))) if xA else inf
        at_zero = log_e(shift)
        file.add("seqConversionExact", {"conversionsA": xA, "conversionsB": xB, "allocationA": wA, "allocationB": wB, "alpha": alpha, "concentration": k}, {"logEValue": at_zero, "pValue": min(mpf(1), exp(-at_zero)), "liftLower": lower, "liftUpper": upper}, "ln Gamma at 60 digits, limits by bisection", rel=1e-8, absolute=1e-12)


def bisect(f, low, high):
    sign = f(low) > 0
    for _ in range(150):
        middle = (low + high) / 2
        low, high = (middle, high) if (f(middle) > 0) == sign else (low, middle)
    return (low + high) / 2


def split(file):
    for increments, weights, k in [([[5 * 10**7, 49990000], [0, 0], [10, 20000]], [1, 1], 1000), ([[0, 0, 0]], [1, 2, 3], 1000), ([], [1, 1], 1000), ([[90, 5, 5], [800, 120, 80]], [0.9, 0.05, 0.05], 100), ([[10, 0, 12], [5, 1, 9]], [0.5, 0, 0.5], 1000), ([[7]], [1], 10), ([[10**8, 0]], [0.99, 0.01], 10000)]:
        share = [mpf(w) / sum(mpf(v) for v in weights) for w in weights]
        counts, log_es, ps, smallest = [0] * len(weights), [], [], mpf(1)
        for step in increments:
            counts = [c + s for c, s in zip(counts, step)]
            if any(c and not p for c, p in zip(counts, share)):
                log_e = inf
            else:
                log_e = loggamma(k) - loggamma(k + sum(counts)) + sum(loggamma(k * p + c) - loggamma(k * p) - c * log(p) for c, p in zip(counts, share) if p)
            smallest = min(smallest, mpf(0) if log_e == inf else exp(-log_e))
            log_es.append(log_e)
            ps.append(smallest)
        file.add("srmSequential", {"increments": increments, "weights": weights, "concentration": k}, {"logEValues": log_es, "pValues": ps}, "ln Gamma at 60 digits", absolute=1e-10)
    for observed, weights in [([5021, 4979], [1, 1]), ([10**8, 99900000], [1, 1]), ([10, 0, 5], [1, 0, 1]), ([10, 1, 5], [1, 0, 1]), ([0, 0], [1, 1]), ([5], [1]), ([1, 2, 3, 4, 5], [5, 4, 3, 2, 1]), ([60000, 40000], [0.5, 0.5])]:
        total, whole = sum(observed), sum(mpf(w) for w in weights)
        used = [(o, total * mpf(w) / whole) for o, w in zip(observed, weights)]
        stray = any(o and not e for o, e in used)
        chi2 = inf if stray else sum((o - e) ** 2 / e for o, e in used if e)
        df = sum(w > 0 for w in weights) - 1
        p = 0 if stray else 1 if not total or not df else mp.gammainc(mpf(df) / 2, chi2 / 2, inf, regularized=True)
        file.add("srmChi2", {"observed": observed, "weights": weights}, {"chi2": chi2, "df": df, "pValue": p}, "mpmath", absolute=1e-300)


file = CaseFile("sequential_extremes", "mixture by numerical integration at 60 digits, inverted by root finding")
sequences(file)
exact(file)
split(file)
file.write()
