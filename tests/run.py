#!/usr/bin/env python3
"""Builds Adelante for the tests and runs the stages, cheap ones first.

    run.py              every stage
    run.py STAGE…       some of them
    run.py --list       their names

Called by ./test, which installs what is needed. Two builds are kept: build-test (sanitizers, debug) for everything that looks
for faults, build-test-release (what is shipped) for power cuts and kill rounds. Each stage prints one line; what it said stands
in build-test/log. The last line is "N passed, N failed"; skipped tests are counted apart, on the line before.
"""
import os
import sys
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "runner"))

import stages  # noqa: E402
from world import World  # noqa: E402


def main():
    wanted = sys.argv[1:]
    if wanted == ["--list"]:
        for stage in stages.ALL:
            print(f"{stage.name:12} {stage.about}")
        return 0
    names = [stage.name for stage in stages.ALL]
    unknown = [name for name in wanted if name not in names]
    if unknown:
        print(f"there is no stage {', '.join(unknown)}; there are: {' '.join(names)}", file=sys.stderr)
        return 2

    started = time.monotonic()
    passed = failed = skipped = 0
    with World() as world:
        for stage in stages.ALL:
            if wanted and stage.name not in wanted:
                continue
            result = stage.run(world)
            passed += result.passed
            failed += result.failed
            skipped += result.skipped
    print(f"{skipped} skipped, {time.monotonic() - started:.0f} s")
    print(f"{passed} passed, {failed} failed", flush=True)
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())
