#!/usr/bin/env python3
"""Values per lead that test/domain/revenue/expected-value.test.ts expects.

    python3 test/golden/own/make_credibility.py

Standard library alone: the estimators of Buhlmann and Straub computed as exact fractions from every
single lead, by source and then by campaign.
"""
from fractions import Fraction as F


def credible(groups, whole):
    n = sum(len(g) for g in groups)
    means = [sum(g, F(0)) / len(g) for g in groups]
    within = sum(sum((x - m) ** 2 for x in g) for g, m in zip(groups, means)) / (n - len(groups))
    mean = sum(len(g) * m for g, m in zip(groups, means)) / n
    between = (sum(len(g) * (m - mean) ** 2 for g, m in zip(groups, means)) - (len(groups) - 1) * within) / (
        n - F(sum(len(g) ** 2 for g in groups), n)
    )
    if between <= 0:
        return [whole] * len(groups), [F(0)] * len(groups)
    weights = [len(g) / (len(g) + within / between) for g in groups]
    return [z * m + (1 - z) * whole for z, m in zip(weights, means)], weights


def main():
    sales = lambda won, of, minor: [F(minor)] * won + [F(0)] * (of - won)
    google, meta = sales(40, 200, 100_000), sales(10, 100, 100_000)
    whole = sum(google + meta) / 300
    values, weights = credible([google, meta], whole)
    print("whole", float(whole))
    for name, value, weight in zip(("google", "meta"), values, weights):
        print(name, float(value), float(weight))
    brand, generic = sales(30, 100, 100_000), sales(10, 100, 100_000)
    inner, inner_weights = credible([brand, generic], values[0])
    for name, value, weight in zip(("brand", "generic"), inner, inner_weights):
        print(name, float(value), float(weight))


main()
