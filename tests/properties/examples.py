"""How many examples the properties look at, and that they are the same in every run."""

import os

from hypothesis import HealthCheck, settings
from hypothesis.internal.conjecture.providers import AVAILABLE_PROVIDERS, HypothesisProvider
from hypothesis.internal.constants_ast import Constants

MORE = int(os.environ.get("K1CHAT_EXAMPLES", "1"))


class SameInEveryRun(HypothesisProvider):
    """Hypothesis without the numbers that it collects from the modules loaded so far.

    With them an example hangs on which tests ran before in the same process, so that a bug comes and goes.
    """

    @property
    def _local_constants(self) -> Constants:
        return Constants()


AVAILABLE_PROVIDERS["same_in_every_run"] = f"{__name__}.{SameInEveryRun.__name__}"


def examples(number: int) -> settings:
    """So many examples, the same in every run; K1CHAT_EXAMPLES=20 looks at twenty times as many, each run others."""
    checks = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.function_scoped_fixture]
    return settings(
        max_examples=number * MORE,
        derandomize=MORE == 1,
        deadline=None,
        suppress_health_check=checks,
        database=None,
        backend="same_in_every_run",
    )
