"""Special functions: mpmath at 32 digits by its own functions or by quadrature of the density."""

import math

from mpmath import exp, findroot, log, log1p, loggamma, mp, mpf, ncdf, quad, sqrt
from scipy import special, stats

from case_file import CaseFile

mp.dps = 32


def tails(log_shape, log_total, start, peak, width, drop=75):
    """Integral of exp(log_shape) / total from `start` away from the peak, relative to its start."""
    direction = -1 if start < peak else 1
    top, reach = log_shape(start), width
    while top - log_shape(start + direction * reach) < drop:
        reach *= mpf("1.3")
    low, high = sorted((start, start + direction * reach))
    area = quad(lambda s: exp(log_shape(s) - top), [low + (high - low) * i / 20 for i in range(21)])
    tail = area * exp(top - log_total)
    return (tail, 1 - tail) if direction < 0 else (1 - tail, tail)


def log_beta(a, b):
    return loggamma(a) + loggamma(b) - loggamma(a + b)


def beta_tails(odds, a, b):
    a, b = mpf(a), mpf(b)
    shape = lambda s: a * s - (a + b) * log1p(exp(s))
    return tails(shape, log_beta(a, b), log(odds), log(a / b), sqrt(1 / a + 1 / b))


def gamma_tails(a, x):
    a, x = mpf(a), mpf(x)
    return tails(lambda s: a * s - exp(s), loggamma(a), log(x), log(a), 1 / sqrt(a))


def student(t, df):
    if t == 0:
        return mpf("0.5")
    lower, upper = beta_tails(mpf(df) / mpf(t) ** 2, mpf(df) / 2, mpf("0.5"))
    return lower / 2 if t < 0 else mpf("0.5") + upper / 2


def main():
    file = CaseFile("special_extremes", "mpmath, 32 digits", rel=1e-10, absolute=1e-300)
    add = lambda fn, value, **given: file.add("special", {"fn": fn, **given}, {"value": value}) if abs(value) > 1e-290 or value == 0 else None
    for x in [1e-10, 0.001, 0.4999, 0.5, 1 - 1e-9, 1, 1 + 1e-9, 1.4999, 2 - 1e-9, 2, 2 + 1e-7, 2.6, 9.99, 10.01, 100.5, 1e8, 1e15]:
        add("lgamma", loggamma(mpf(x)), x=x)
    for a in [1e-6, 0.5, 1, 9.9, 12, 1e4, 1e8]:
        for b in [0.01, 0.5, 3, 15, 2e3, 1e8]:
            add("lbeta", log_beta(mpf(a), mpf(b)), a=a, b=b)
    for z in [0, 0.67, 0.68, 2, 5.65, 5.66, 8, 20, 36]:
        for sign in (1, -1):
            add("normCdf", ncdf(mpf(sign * z)), z=sign * z)
            add("normSf", ncdf(-mpf(sign * z)), z=sign * z)
    for p in [1e-300, 1e-30, 1e-5, 0.075, 0.2, 0.5000001, 0.95, 1 - 1e-10]:
        q = min(mpf(p), 1 - mpf(p))
        z = findroot(lambda z: log(ncdf(z)) - log(q), mpf(stats.norm.ppf(float(q))))
        add("normQuantile", z if p < 0.5 else -z, p=p)
    for a in [1e-3, 0.5, 1, 10, 2999, 3001, 1e4]:
        for factor in [0.01, 0.8, 0.99, 1.01, 1.3, 5]:
            lower, upper = gamma_tails(a, a * factor)
            add("gammaincP", lower, a=a, x=a * factor)
            add("gammaincQ", upper, a=a, x=a * factor)
    for x, df in [(1e-8, 1), (50, 1), (700, 2), (1300, 1), (1000, 999), (30, 2.5)]:
        add("chi2Sf", gamma_tails(mpf(df) / 2, mpf(x) / 2)[1], x=x, df=df)
    for a, b in [(0.5, 0.5), (0.01, 2), (0.5, 100), (2, 5), (200, 9801), (2900, 4000), (3100, 5e6), (1e6, 1e6), (5e7, 5e7), (2e6, 9.8e7), (6, 1e8), (0.5, 1e8), (150, 1e8)]:
        for z in [-15, -4, -0.3, 0.3, 4, 15]:
            x = 1 / (1 + math.exp(-math.log(a / b) - z * math.sqrt(1 / a + 1 / b)))
            if not 0 < x < 1:
                continue
            lower, upper = beta_tails(mpf(x) / (1 - mpf(x)), a, b)
            add("betainc", lower, x=x, a=a, b=b)
            add("betaincUpper", upper, x=x, a=a, b=b)
    for a, b in [(0.5, 0.5), (0.05, 2), (1, 500), (101, 901), (300, 0.5), (2e6, 9.8e7)]:
        for p in [1e-12, 0.025, 0.5, 0.9999]:
            near = float(special.betaincinv(a, b, p))
            if 1e-250 < near < 1 - 1e-9:
                odds = lambda u: exp(u) / (1 - exp(u))
                u = findroot(lambda u: log(beta_tails(odds(u), a, b)[0]) - log(mpf(p)), (log(mpf(near)), log(mpf(near)) * (1 + mpf("1e-9"))), tol=1e-26)
                add("betaincinv", exp(u), p=p, a=a, b=b)
    for df in [0.5, 1.47, 3, 30, 5198, 1e5]:
        for t in [-30, -6, -0.5, 0, 0.7]:
            add("tCdf", student(t, df), t=t, df=df)
        for p in [1e-12, 0.025, 0.4999, 0.975]:
            near = mpf(stats.t.ppf(p, df))
            root = findroot(lambda t: log(student(t, df)) - log(mpf(p)), (near, near * (1 + mpf("1e-9"))), tol=1e-25)
            add("tQuantile", root, p=p, df=df)
    file.write()


main()
