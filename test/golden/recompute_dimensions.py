"""Recomputes the lifts of a report's dimensions from their sums; used by recompute_report.py."""

FEWEST_VISITORS = 100


def pair_of(cell, column):
    """[((xA, nA, sumA, squaresA), (xB, …)), …] by epoch, as `strata_of` gives them for the whole."""
    keys = ("converted", "visitors", "sumMinor", "sumSquares")
    used = [e for e in cell["epochs"] if e["visitors"][0] and e["visitors"][column]]
    pairs = [tuple(tuple(e[key][i] for key in keys) for i in (0, column)) for e in used]
    return pairs, [e["epoch"] for e in used]


def check_cell(dimension, cell, out):
    name = f"{dimension}, {cell['value'] or cell['kind']}"
    for key in ("visitors", "converted"):
        by_epoch = [sum(e[key][i] for e in cell["epochs"]) for i in range(len(cell[key]))]
        if by_epoch != cell[key]:
            out.fault(f"{name}: {key} are not the sum of the epochs")
    if cell["kind"] != "rest" and min(cell["visitors"]) < FEWEST_VISITORS:
        out.fault(f"{name}: stands alone with fewer than {FEWEST_VISITORS} visitors in a variant")


def check_dimensions(report, out, methods):
    """Every lift, the correction over all cells together, and that each dimension adds up."""
    given = report.get("dimensions")
    if not given:
        return
    mean = any(c["value"] is not None for c in report["variants"][0]["metrics"] if c["role"] == "primary")
    kind, alpha = ("mean" if mean else "proportion"), report["experiment"]["alpha"]
    as_cell = {"experiment": {"plannedVisitors": given["nStar"], "alpha": alpha}}
    lifts = []
    for part in given["dimensions"]:
        whole = [sum(cell["visitors"][i] for cell in part["cells"]) for i in range(len(report["variants"]))]
        if whole != [variant["visitors"] for variant in report["variants"]]:
            out.fault(f"{part['dimension']}: the values do not add up to all visitors")
        for cell in part["cells"]:
            check_cell(part["dimension"], cell, out)
            lifts += [(cell, column, lift) for column, lift in enumerate(cell["lifts"], start=1)]
    if len(lifts) != given["family"]:
        out.fault("dimensions: the family is not all of their lifts")
    p_values = []
    for cell, column, lift in lifts:
        if not lift["ok"]:
            p_values.append(1.0)
            continue
        strata, used = pair_of(cell, column)
        estimate, lower, upper, p = methods.recomputed(as_cell, strata, used, lift, alpha, kind)
        p_values.append(p)
        out.add("dimension estimate", lift["estimate"], estimate)
        out.add("dimension interval", lift["lower"], lower)
        out.add("dimension interval", lift["upper"], upper)
        if lift["family"]:
            joint = methods.recomputed(as_cell, strata, used, lift, alpha / len(lifts), kind)
            out.add("dimension joint interval", lift["family"]["lower"], joint[1])
            out.add("dimension joint interval", lift["family"]["upper"], joint[2])
    for (_, _, lift), p in zip(lifts, methods.holm(p_values)):
        if lift["ok"] and lift["family"]:
            out.add("dimension Holm p-value", lift["family"]["adjustedPValue"], p)
