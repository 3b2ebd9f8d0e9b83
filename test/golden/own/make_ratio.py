#!/usr/bin/env python3
"""The lift of qualified leads per lead that test/domain/report/late-stages.test.ts expects.

    python3 test/golden/own/make_ratio.py

Standard library alone, and not the formula of the product: the variance of the log ratio of two
shares of leads is 1/qualified - 1/leads an arm (Katz et al. 1978), the sequence that of
Waudby-Smith et al. 2024 in units of information with the planned variance at nStar visitors.
"""
import math

ALPHA = 0.05
N_STAR = 28_000
N = 14_000
QUALIFIED, LEADS = (168, 210), (420, 630)


def main():
    estimate = math.log((QUALIFIED[1] / LEADS[1]) / (QUALIFIED[0] / LEADS[0]))
    variance = sum(1 / q - 1 / z for q, z in zip(QUALIFIED, LEADS))
    pooled = 2 * N * (1 / sum(QUALIFIED) - 1 / sum(LEADS))
    planned = pooled / N_STAR * (1 / 0.5 + 1 / 0.5)
    tau2 = planned * (-2 * math.log(ALPHA) + math.log(1 - 2 * math.log(ALPHA)))
    log_e = estimate**2 * tau2 / (2 * variance * (variance + tau2)) - math.log1p(tau2 / variance) / 2
    half = math.sqrt(
        2 * variance * (variance + tau2) / tau2 * (math.log1p(tau2 / variance) / 2 - math.log(ALPHA))
    )
    print("lower", math.expm1(estimate - half))
    print("upper", math.expm1(estimate + half))
    print("p", min(1.0, math.exp(-log_e)))


main()
