"""Writes vector files in the format of ../README.md, numbers from outside the project."""

import json
import math
import pathlib

FOLDER = pathlib.Path(__file__).parent


def plain(value):
    """JSON has no Infinity: the format spells it as a string; NaN is null."""
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if value is None or isinstance(value, (bool, str, int)):
        return value
    number = float(value)
    if math.isnan(number):
        return None
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    return number


class CaseFile:
    def __init__(self, name, source, rel=1e-9, absolute=1e-13):
        self.name, self.source = name, source
        self.tolerance = {"rel": rel, "abs": absolute}
        self.cases = []

    def add(self, method, given, expected, source=None, rel=None, absolute=None):
        asked = {"rel": rel, "abs": absolute}
        self.cases.append(
            {
                "id": f"{self.name}-{len(self.cases) + 1:03d}",
                "method": method,
                "input": plain(given),
                "expected": plain(expected),
                "tolerance": {**self.tolerance, **{k: v for k, v in asked.items() if v is not None}},
                "source": source or self.source,
            }
        )

    def write(self):
        lines = ",\n".join(json.dumps(case, ensure_ascii=False) for case in self.cases)
        (FOLDER / f"{self.name}.json").write_text(f"[\n{lines}\n]\n")
        print(f"{len(self.cases)} {self.name}")
