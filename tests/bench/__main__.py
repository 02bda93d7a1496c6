"""`make bench`: every ratio that the design promises a figure for, measured in one run on this machine."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.bench import lateness_bench, record_bench, window_bench

BENCHES = (*record_bench.BENCHES, *window_bench.BENCHES, *lateness_bench.BENCHES)


def main(chosen: list[str]) -> None:
    """All, or those whose function is named."""
    for bench in BENCHES:
        if chosen and bench.__name__ not in chosen:
            continue
        with tempfile.TemporaryDirectory() as scratch:
            name, ratio, detail = bench(Path(scratch))
        print(f"{ratio:6.2f}  {name}: {detail}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
