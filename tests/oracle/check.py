"""Counting checks: what failed is said, the last line is `N passed, N failed`."""


class Checks:
    def __init__(self):
        self.passed, self.failed = 0, 0

    def true(self, what, condition, detail=""):
        if condition:
            self.passed += 1
        else:
            self.failed += 1
            print("FAILED %s%s" % (what, ": %s" % detail if detail else ""))

    def equal(self, what, got, wanted):
        self.true(what, got == wanted, "%r instead of %r" % (got, wanted))

    def end(self):
        """Prints the count; the exit status."""
        print("%d passed, %d failed" % (self.passed, self.failed))
        return 1 if self.failed or not self.passed else 0
