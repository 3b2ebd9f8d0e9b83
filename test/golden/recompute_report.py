#!/usr/bin/env python3
"""Recomputes the numbers of an experiment report from its counts, with NumPy and SciPy alone.

    python3 test/golden/recompute_report.py report.json
    curl -s -H "Authorization: Bearer $KEY" $ORIGIN/report/api/experiments/ID.json \
      | python3 test/golden/recompute_report.py

Reads `GET /report/api/experiments/{id}.json`; everything is recomputed from the counts (`daily`,
`strata`, `epochs`, those of the last look) and the plan, nothing from the numbers under test: rates,
lifts, families, the split, and the look's verdicts with their dates. Prints the largest relative difference per kind of
number and exits 1 when one is above 1e-9, when counts do not add up, or when a number is given
where none can exist (or the other way round).
"""
import json
import math
import sys

import numpy as np
import recompute_dimensions
import recompute_evidence
import recompute_look
from scipy.optimize import brentq
from scipy.special import betaln
from scipy.stats import chi2 as chi2_distribution
from scipy.stats import norm
from scipy.stats import t as student

LIMIT = 1e-9
MIN_CONVERSIONS = 5
MIN_BUYERS = 20


# --- methods -----------------------------------------------------------------------------------


def wilson(x, n, alpha):
    """Wilson 1927: roots of (p - t)^2 = z^2 t (1 - t) / n."""
    z = norm.isf(alpha / 2)
    centre = x + z * z / 2
    spread = z * math.sqrt(x * (n - x) / n + z * z / 4)
    lower = 0.0 if x == 0 else (centre - spread) / (n + z * z)
    upper = 1.0 if x == n else (centre + spread) / (n + z * z)
    return x / n, lower, upper


def value_of(report, metric, column, alpha):
    """Mean value per visitor over all epochs with Student's interval."""
    n = sum(visitors_of(s, metric)[column] for s in report["strata"])
    total, squares = (sum(s["metrics"][metric][key][column] for s in report["strata"]) for key in ("sumMinor", "sumSquares"))
    mean = total / n
    half = student.isf(alpha / 2, n - 1) * math.sqrt((squares - total * mean) / (n - 1) / n)
    return mean, mean - half, mean + half


def rho2_times_n(alpha):
    """rho^2 nStar of Waudby-Smith et al. 2024, eq. 161."""
    return -2 * math.log(alpha) + math.log(1 - 2 * math.log(alpha))


def confidence_sequence(estimate, se, information, alpha):
    """Half width and p-value at information = n rho^2 (eq. 9 and 155)."""
    c = math.sqrt(2 * (information + 1) / information * math.log(math.sqrt(information + 1) / alpha))
    log_e = information * (estimate / se) ** 2 / (2 * (information + 1)) - math.log(information + 1) / 2
    return c * se, min(1.0, math.exp(-log_e))


def plain_lift(strata, plan, alpha):
    """Log ratio of one epoch with Katz's standard error."""
    (x_a, n_a, *_), (x_b, n_b, *_) = strata[0]
    estimate = math.log((x_b / n_b) / (x_a / n_a))
    se = math.sqrt(1 / x_a - 1 / n_a + 1 / x_b - 1 / n_b)
    information = (n_a + n_b) * rho2_times_n(plan["alpha"]) / plan["nStar"]
    half, p = confidence_sequence(estimate, se, information, alpha)
    return math.expm1(estimate), math.expm1(estimate - half), math.expm1(estimate + half), p


def stratum_weights(strata, epochs):
    """Epochs by their traffic, landings within an epoch after Mantel and Haenszel; and the latter."""
    n_a, n_b = (np.array([s[arm][1] for s in strata], dtype=float) for arm in (0, 1))
    epochs, of_epoch, traffic = np.array(epochs), np.ones(len(strata)), np.zeros(len(strata))
    for epoch in set(epochs.tolist()):
        inside = epochs == epoch
        balance = (n_a * n_b / (n_a + n_b))[inside]
        of_epoch[inside] = balance / balance.sum()
        traffic[inside] = (n_a + n_b)[inside].sum() / (n_a + n_b).sum()
    return traffic * of_epoch, of_epoch


def stratified_lift(strata, epochs, plan, alpha, control_share):
    """Rates averaged over epochs and landings, on the clock of information."""
    pair = np.array([a[1] + b[1] for a, b in strata], dtype=float)
    weight, of_epoch = stratum_weights(strata, epochs)
    rates, variances = [], []
    for arm in (0, 1):
        x = np.array([s[arm][0] for s in strata], dtype=float)
        n = np.array([s[arm][1] for s in strata], dtype=float)
        shrunk = (x + of_epoch) / (n + 2 * of_epoch)
        rates.append(float(np.sum(weight * x / n)))
        variances.append(float(np.sum(weight**2 * shrunk * (1 - shrunk) / n)))
    estimate = math.log(rates[1] / rates[0])
    v = variances[0] / rates[0] ** 2 + variances[1] / rates[1] ** 2
    pooled = sum(a[0] + b[0] for a, b in strata) / pair.sum()
    planned = (1 - pooled) / pooled * (1 / control_share + 1 / (1 - control_share)) / plan["nStar"]
    information = rho2_times_n(plan["alpha"]) * planned / v
    half, p = confidence_sequence(estimate, math.sqrt(v), information, alpha)
    return math.expm1(estimate), math.expm1(estimate - half), math.expm1(estimate + half), p


def mean_and_variance(strata, arm):
    """Mean and variance of the values of each stratum; thin strata take the arm's own variance."""
    n = np.array([s[arm][1] for s in strata], dtype=float)
    total = np.array([s[arm][2] for s in strata], dtype=float)
    squares = np.array([s[arm][3] for s in strata], dtype=float)
    m2 = squares - total**2 / n
    within = m2.sum() / (n - 1).sum()
    buyers = np.array([s[arm][0] for s in strata])
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = np.where((buyers >= MIN_BUYERS) & (n >= 2), m2 / (n - 1), within)
    return n, total / n, variance


def lent(n, variance, n_other, variance_other):
    """The smaller arm moves towards the variance of both together by the lead of the larger one."""
    together = (variance * (n - 1) + variance_other * (n_other - 1)) / (n + n_other - 2)
    return variance + np.clip(1 - n / n_other, 0, 1) * np.maximum(0, together - variance)


def fieller(mean_a, var_a, mean_b, var_b, c):
    """Roots of (mB - t mA)^2 = c^2 (vB + t^2 vA)."""
    low, high = sorted(np.roots([mean_a**2 - c * c * var_a, -2 * mean_a * mean_b, mean_b**2 - c * c * var_b]).real)
    return low - 1, high - 1


def mean_lift(strata, epochs, plan, alpha, control_share):
    """Difference of means by the confidence sequence, told as a ratio (Fieller with its multiplier)."""
    pair = np.array([a[1] + b[1] for a, b in strata], dtype=float)
    weight, _ = stratum_weights(strata, epochs)
    (n_a, m_a, v_a), (n_b, m_b, v_b) = (mean_and_variance(strata, arm) for arm in (0, 1))
    v_a, v_b = lent(n_a, v_a, n_b, v_b), lent(n_b, v_b, n_a, v_a)
    mean_a, mean_b = float(weight @ m_a), float(weight @ m_b)
    var_a, var_b = float(weight**2 @ (v_a / n_a)), float(weight**2 @ (v_b / n_b))
    se = math.sqrt(var_a + var_b)
    if len(strata) == 1:
        information = pair.sum() * rho2_times_n(plan["alpha"]) / plan["nStar"]
    else:
        degrees = (n_a - 1).sum() + (n_b - 1).sum()
        within = ((v_a * (n_a - 1)).sum() + (v_b * (n_b - 1)).sum()) / degrees
        planned = within * (1 / control_share + 1 / (1 - control_share)) / plan["nStar"]
        information = rho2_times_n(plan["alpha"]) * planned / se**2
    half, p = confidence_sequence(mean_b - mean_a, se, information, alpha)
    if mean_a <= 0 or (half / se) ** 2 * var_a >= mean_a**2:
        return mean_b / mean_a - 1, None, None, p
    return mean_b / mean_a - 1, *fieller(mean_a, var_a, mean_b, var_b, half / se), p


def ratio_lift(strata, epochs, plan, alpha, control_share):
    """Combined ratio of two rates per visitor (Cochran 1977, 6.11) from the 2x2 table of each visitor:
    neither, lead alone, or lead and qualified."""
    weight, _ = stratum_weights(strata, epochs)
    ratios, variances = [], []
    for arm in (0, 1):
        n, leads, qualified = (np.array([s[arm][k] for s in strata], dtype=float) for k in (1, 4, 0))
        p, q = float(weight @ (qualified / n)), float(weight @ (leads / n))
        r = p / q
        # Residual y - r z of a visitor: 1 - r, -r or 0; its mean over a stratum is p_s - r q_s.
        mean = qualified / n - r * leads / n
        square = (qualified * (1 - r) ** 2 + (leads - qualified) * r**2) / n
        ratios.append(r)
        variances.append(float(weight**2 @ ((square - mean**2) / n)) / p**2)
    estimate, v = math.log(ratios[1] / ratios[0]), sum(variances)
    every = np.array([np.array(a) + np.array(b) for a, b in strata], dtype=float).sum(axis=0)
    per_visitor = every[1] * (1 / every[0] - 1 / every[4])
    planned = per_visitor * (1 / control_share + 1 / (1 - control_share)) / plan["nStar"]
    information = rho2_times_n(plan["alpha"]) * planned / v
    half, p_value = confidence_sequence(estimate, math.sqrt(v), information, alpha)
    return math.expm1(estimate), math.expm1(estimate - half), math.expm1(estimate + half), p_value


def exact_lift(strata, alpha, tuning):
    """Lindon & Malek 2022: beta mixture over the share of conversions that lie in the treatment."""
    (x_a, n_a), (x_b, n_b) = [tuple(sum(s[arm][k] for s in strata) for k in (0, 1)) for arm in (0, 1)]
    w_a, w_b = tuning["allocationControl"], tuning["allocationTreatment"]
    q0 = w_b / (w_a + w_b)
    a, b, k = tuning["concentration"] * (1 - q0), tuning["concentration"] * q0, betaln

    def log_e(q):
        tail = (x_a * math.log1p(-q) if x_a else 0) + (x_b * math.log(q) if x_b else 0)
        return k(b + x_b, a + x_a) - k(b, a) - tail

    def lift(q):
        return q / (1 - q) * w_a / w_b - 1

    def root(logit_from, logit_to):
        share = lambda t: 1 / (1 + math.exp(-t))
        return share(brentq(lambda t: log_e(share(t)) + math.log(alpha), logit_from, logit_to, xtol=1e-15, rtol=1e-15))

    centre = x_b / (x_a + x_b)
    middle = 30 if centre == 1 else -30 if centre == 0 else math.log(centre / (1 - centre))
    lower = -1.0 if x_b == 0 else lift(root(-60, middle))
    upper = None if x_a == 0 else lift(root(middle, 30))
    estimate = None if x_a == 0 else (x_b / n_b) / (x_a / n_a) - 1
    return estimate, lower, upper, min(1.0, math.exp(-log_e(q0)))


def holm(p_values):
    order = np.argsort(p_values, kind="stable")
    adjusted, largest = [1.0] * len(p_values), 0.0
    for rank, index in enumerate(order):
        largest = max(largest, min(1.0, p_values[index] * (len(p_values) - rank)))
        adjusted[index] = largest
    return adjusted


def bh(p_values):
    """Benjamini & Hochberg 1995, step up."""
    order, m = np.argsort(p_values, kind="stable")[::-1], len(p_values)
    adjusted, smallest = [1.0] * m, 1.0
    for rank, index in enumerate(order):
        smallest = min(smallest, p_values[index] * m / (m - rank))
        adjusted[index] = smallest
    return adjusted


def urn_terms(seen, increment, weights, concentration):
    """ln of the predictive probabilities of new visitors over the planned ones, one term each."""
    total = concentration + sum(seen)
    drawn = np.arange(sum(increment), dtype=float)
    terms = [-np.log1p((total - concentration + drawn) / concentration)]
    for x, new, weight in zip(seen, increment, weights):
        if new:
            terms.append(np.log1p((x + np.arange(new, dtype=float)) / (concentration * weight)))
    return np.concatenate(terms)


def srm(daily, epochs, concentration, counts_of):
    """Sequential multinomial test, one restart per epoch, and the summed chi-square."""
    weights = {e["epoch"]: np.array(e["weightsBp"], dtype=float) / sum(e["weightsBp"]) for e in epochs}
    seen, log_e, p = {}, 0.0, 1.0
    for day in sorted({row["day"] for row in daily}):
        for row in (r for r in daily if r["day"] == day):
            w, new = weights[row["epoch"]], counts_of(row)
            before = seen.get(row["epoch"], [0] * len(new))
            if any(n and not share for n, share in zip(new, w)):
                log_e = math.inf
            else:
                log_e += math.fsum(urn_terms(before, new, w, concentration))
            seen[row["epoch"]] = [a + b for a, b in zip(before, new)]
        p = min(p, math.exp(-log_e))
    statistic, df = 0.0, 0
    for epoch, observed in seen.items():
        w, total = weights[epoch], sum(observed)
        if total:
            statistic += sum((o - total * s) ** 2 / (total * s) for o, s in zip(observed, w) if s)
        df += int(np.count_nonzero(w)) - 1
    return p, statistic, df, float(chi2_distribution.sf(statistic, df)) if df else 1.0


# --- the report --------------------------------------------------------------------------------


class Differences:
    """Largest relative difference and count per kind of number."""

    def __init__(self):
        self.worst, self.count, self.faults = {}, {}, []

    def add(self, kind, got, expected):
        self.count[kind] = self.count.get(kind, 0) + 1
        if got is None or expected is None:
            difference = 0.0 if got is expected else math.inf
        else:
            size = max(abs(got), abs(expected))
            difference = 0.0 if size == 0 else abs(got - expected) / size
        self.worst[kind] = max(self.worst.get(kind, 0.0), difference)

    def fault(self, sentence):
        self.faults.append(sentence)


def visitors_of(stratum, metric):
    """Who is compared: of a late stage those whose window is over."""
    return stratum["metrics"][metric].get("closed", stratum)["visitors"]


def strata_of(report, metric, column):
    """[((xA, nA, sumA, squaresA), (xB, …)), …] of the epochs in which both variants had visitors."""
    used = [s for s in report["strata"] if visitors_of(s, metric)[0] and visitors_of(s, metric)[column]]
    cells = []
    for stratum in used:
        sums, n = stratum["metrics"][metric], visitors_of(stratum, metric)
        keys = ("converted", "sumMinor", "sumSquares")
        leads = lambda i: (sums["leads"][i],) if "leads" in sums else ()
        arm = lambda i: (sums["converted"][i], n[i], *(sums[k][i] for k in keys[1:]), *leads(i))
        cells.append((arm(0), arm(column)))
    return cells, [s["epoch"] for s in used]


def lift_of(report, strata, used, tuning, alpha):
    plan = {"nStar": report["experiment"]["plannedVisitors"], "alpha": report["experiment"]["alpha"]}
    converted = [sum(s[arm][0] for s in strata) for arm in (0, 1)]
    if min(converted) < MIN_CONVERSIONS:
        return exact_lift(strata, alpha, tuning)
    if len(strata) == 1:
        return plain_lift(strata, plan, alpha)
    assert tuning["epochs"] == sorted(set(used)), "the epochs compared are not those in which both variants ran"
    return stratified_lift(strata, used, plan, alpha, tuning["plannedControlShare"])


def mean_lift_of(report, strata, used, tuning, alpha):
    plan = {"nStar": report["experiment"]["plannedVisitors"], "alpha": report["experiment"]["alpha"]}
    assert tuning.get("epochs", sorted(set(used))) == sorted(set(used)), "the epochs compared are not those in which both variants ran"
    return mean_lift(strata, used, plan, alpha, tuning.get("plannedControlShare"))


def recomputed(report, strata, used, lift, alpha, kind):
    if lift["method"] == "ratio-confidence-sequence":
        plan = {"nStar": report["experiment"]["plannedVisitors"], "alpha": report["experiment"]["alpha"]}
        return ratio_lift(strata, used, plan, alpha, lift["tuning"]["plannedControlShare"])
    return (mean_lift_of if kind == "mean" else lift_of)(report, strata, used, lift["tuning"], alpha)


def check_family(report, cells, out, of=""):
    """Lifts of one family: [(metric, kind, column, lift)], the kind being proportion or mean."""
    alpha, p_values, size = report["experiment"]["alpha"], [], len(cells)
    for metric, kind, column, lift in cells:
        strata, used = strata_of(report, metric, column)
        possible = bool(strata) and sum(s[arm][0] for s in strata for arm in (0, 1)) > 0
        if not lift["ok"]:
            p_values.append(1.0)
            if possible and lift["reason"] in ("no-visitors", "no-conversions"):
                out.fault(f"{metric}: refused for {lift['reason']} although there are some")
            continue
        if not possible:
            out.fault(f"{metric}: a lift is given where nothing can be compared")
            continue
        estimate, lower, upper, p = recomputed(report, strata, used, lift, alpha, kind)
        p_values.append(p)
        out.add(f"{of}lift estimate", lift["estimate"], estimate)
        out.add(f"{of}lift interval", lift["lower"], lower)
        out.add(f"{of}lift interval", lift["upper"], upper)
        out.add(f"{of}lift p-value", lift["pValue"], p)
        out.add(f"{of}level", lift["level"], 1 - alpha)
        if lift["family"]:
            joint = recomputed(report, strata, used, lift, alpha / size, kind)
            out.add(f"{of}joint interval", lift["family"]["lower"], joint[1])
            out.add(f"{of}joint interval", lift["family"]["upper"], joint[2])
    return p_values


def check_lifts(report, cells_by_role, out, of=""):
    """Primary under Holm, secondary under Benjamini-Hochberg, guardrails alone."""
    adjusted_by_cell = {}
    for role, cells in cells_by_role.items():
        groups = [cells] if role != "guardrail" else [[cell] for cell in cells]
        for group in groups:
            p_values = check_family(report, group, out, of)
            adjusted = {"primary": holm, "secondary": bh}.get(role, lambda p: p)(p_values)
            for (metric, _, column, lift), p in zip(group, adjusted):
                adjusted_by_cell[metric, column] = p
                if not lift["ok"]:
                    continue
                if (lift["family"] is not None) != (len(group) > 1):
                    out.fault(f"{metric}: a family of {len(group)} with {lift['family']}")
                elif lift["family"]:
                    out.add(f"{of}{'Holm' if role == 'primary' else 'BH'} p-value", lift["family"]["adjustedPValue"], p)
    return adjusted_by_cell


def lifts_by_role(report):
    roles = {}
    for index, cell in enumerate(report["variants"][0]["metrics"]):
        for column, variant in enumerate(report["variants"][1:], start=1):
            given = variant["metrics"][index]
            kind = "proportion" if given["value"] is None else "mean"
            roles.setdefault(cell["role"], []).append((cell["metric"], kind, column, given["lift"]))
    return roles


def check_strata(report, out):
    for epoch in sorted({stratum["epoch"] for stratum in report["strata"]}):
        rows, strata = daily_of(report, epoch), [s for s in report["strata"] if s["epoch"] == epoch]
        for column in range(len(report["variants"])):
            if sum(row["visitors"][column] for row in rows) != sum(s["visitors"][column] for s in strata):
                out.fault(f"epoch {epoch}: visitors are not the sum of the days")
            for metric in strata[0]["metrics"]:
                converted = sum(s["metrics"][metric]["converted"][column] for s in strata)
                closed = strata[0]["metrics"][metric].get("closed")
                if closed and "per" in closed:
                    continue
                until = closed["until"] if closed else "9999"
                if sum(row["converted"][metric][column] for row in rows if row["day"] <= until) != converted:
                    out.fault(f"epoch {epoch}, {metric}: converted visitors are not the sum of the days")


def daily_of(report, epoch):
    return [row for row in report["daily"] if row["epoch"] == epoch]


def check(report, out):
    daily, alpha = report["daily"], report["experiment"]["alpha"]
    for column, variant in enumerate(report["variants"]):
        for key in ("visitors", "bots"):
            if sum(row[key][column] for row in daily) != variant[key]:
                out.fault(f"{variant['variant']}: {key} are not the sum of the days")
        for cell in variant["metrics"]:
            closed = cell.get("closed")
            share = closed is not None and closed["leads"] is not None
            if not share:
                converted = sum(row["converted"][cell["metric"]][column] for row in daily)
                if converted != cell["converted"]:
                    out.fault(f"{variant['variant']}: converted visitors are not the sum of the days")
            if closed:
                rows = [row for row in daily if row["day"] <= closed["until"]]
                if sum(row["visitors"][column] for row in rows) != closed["visitors"]:
                    out.fault(f"{variant['variant']}: closed visitors are not the sum of the closed days")
                converted = closed["converted"]
                if not share and sum(row["converted"][cell["metric"]][column] for row in rows) != converted:
                    out.fault(f"{variant['variant']}: closed conversions are not the sum of the closed days")
            n = variant["visitors"] if closed is None else closed["leads"] if share else closed["visitors"]
            if cell["rate"]["ok"] != (n > 0) and cell["rate"].get("reason") != "mixed-units":
                out.fault(f"{variant['variant']}: a rate without visitors, or none with them")
            if cell["rate"]["ok"]:
                for got, expected in zip(("estimate", "lower", "upper"), wilson(converted, n, alpha)):
                    out.add("rate interval", cell["rate"][got], expected)
            if cell["value"] and cell["value"]["ok"]:
                for got, expected in zip(("estimate", "lower", "upper"), value_of(report, cell["metric"], column, alpha)):
                    out.add("value interval", cell["value"][got], expected)
    check_strata(report, out)
    check_lifts(report, lifts_by_role(report), out)
    with_bots = lambda row: [a + b for a, b in zip(row["visitors"], row["bots"])]
    for key, counts_of in (("srm", lambda row: row["visitors"]), ("srmWithBots", with_bots)):
        given = report[key]
        if not given["ok"]:
            continue
        p, statistic, df, tail = srm(daily, report["epochs"], given["concentration"], counts_of)
        out.add("split, sequential p", given["pValue"], p)
        out.add("split, chi-square", given["chiSquare"], statistic)
        out.add("split, chi-square p", given["chiSquarePValue"], tail)
        if given["degreesOfFreedom"] != df or given["mismatch"] != (p < given["alpha"]):
            out.fault(f"{key}: degrees of freedom or alarm are not those of the counts")
    recompute_dimensions.check_dimensions(report, out, sys.modules[__name__])
    recompute_look.check_look(report, out, sys.modules[__name__])
    recompute_evidence.check_evidence(report, out, sys.modules[__name__])
    ledger = report["ledger"]
    if ledger["received"] != ledger["accepted"] + ledger["duplicate"] + ledger["rejected"]:
        out.fault("ledger: received is not accepted + duplicate + rejected")


def main(arguments):
    with open(arguments[0]) if arguments and arguments[0] != "-" else sys.stdin as source:
        report = json.load(source)
    out = Differences()
    check(report, out)
    for kind, worst in out.worst.items():
        print(f"{kind:24} {out.count[kind]:4} numbers, largest relative difference {worst:.2e}")
    for sentence in out.faults:
        print(sentence)
    failed = bool(out.faults) or any(worst > LIMIT for worst in out.worst.values())
    print(f"{report['experiment']['id']}: {'differs' if failed else 'agrees to 1e-9'}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
