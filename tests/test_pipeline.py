"""The order of the limits: what each is handed, what stops a run, and that none may lose or invent a cent."""

from collections.abc import Sequence
from pathlib import Path

import pytest
import tomli_w

from k1chat import case_file
from k1chat.case import Case
from k1chat.facts import ACTIVITY_COUNT, AVERAGE_STAY_DAYS, ITEMIZED_DEDUCTIONS, K1_COUNT, UNKNOWN, Fact, Place
from k1chat.limits.limit import Limit, Loss
from k1chat.pipeline import ORDER, carry_out, try_out
from k1chat.run import Gathering, Run
from k1chat.signals import Fork, MissingFact, OpenEnded, OutOfScope
from k1chat.worksheet import Worksheet
from tests.limits.household import HOUSEHOLD, idle, rental, without, works

LOSES = works(ordinary_business_income=-10_000)
AFTER = {"wages": 0, "itemized_deductions": 0}


def case(*k1s: dict[str, object], **household: object) -> Case:
    """A case as a file brings it."""
    return case_file.read(Path("case.toml"), tomli_w.dumps({**HOUSEHOLD, **household, "k1": list(k1s)}))


def allows(cents: int) -> Limit:
    """A limit that allows so much of every loss."""

    def allow(w: Worksheet, losses: Sequence[Loss]) -> list[int]:
        return [cents for _ in losses]

    return Limit("basis", allow, None, "suspended_basis_loss")


@pytest.mark.parametrize(("cents", "bug"), [(-1, True), (0, False), (1_000_000, False), (1_000_001, True)])
def test_a_limit_that_loses_or_invents_a_cent_is_a_bug(cents: int, bug: bool) -> None:
    """HOUSE.md, invariant 1."""
    if bug:
        with pytest.raises(AssertionError, match="allowed"):
            try_out(case(LOSES), limits=(allows(cents),))
    else:
        assert try_out(case(LOSES), limits=(allows(cents),)).steps[0].allowed == (cents,)


@pytest.mark.parametrize(("fact", "place", "steps"), [(ACTIVITY_COUNT, (0,), 0), (K1_COUNT, (), 2)])
def test_what_nobody_counted_stops_a_run_where_it_would_share(fact: Fact[int], place: Place, steps: int) -> None:
    """IRC 704(d), 469(d)(1): another activity would share the basis, another K-1 the passive limit."""
    trial = try_out(case(LOSES).having(fact, place, UNKNOWN), {(fact.name, place): 0})
    assert isinstance(trial.stopped, OpenEnded)
    assert trial.stopped.fact is fact
    assert len(trial.steps) == steps


def test_what_follows_the_limits_is_figured_for_a_whole_regular_run() -> None:
    """IRC 1211, 172: not for one that only gathers questions, nor for a part of the limits."""
    told = case(LOSES, **AFTER)
    assert carry_out(Run(told)).after is True
    assert carry_out(Run(told, gathering=Gathering(helps=True))).after is False
    assert carry_out(Run(told), ORDER[:2]).after is False


def test_nothing_follows_where_no_loss_passes_and_none_waits() -> None:
    held = case(idle(ordinary_business_income=-10_000), **AFTER)
    assert carry_out(Run(held)).after is False
    waits = case(idle(ordinary_business_income=-10_000), **AFTER, nol_carryforward=500, nol_from_before_2018=0)
    assert carry_out(Run(waits)).after is True


def test_nothing_is_told_of_sales_where_there_are_none() -> None:
    trial = try_out(case(LOSES))
    assert [loss.character for loss in trial.steps[0].losses] == ["ordinary"]
    assert not trial.run.sale_gains


CARRIED_GAIN = works(ordinary_business_income=10_000, k1_long_term_capital_gain=-12_000)


def test_what_is_unknown_after_the_limits_is_tried_only_by_a_run_that_goes_further() -> None:
    """The answer of the four limits does not turn on itemized deductions (IRC 1212(b)(2)): no run is made for them."""
    unknown = case(CARRIED_GAIN, wages=0).having(ITEMIZED_DEDUCTIONS, (), UNKNOWN)
    assert isinstance(try_out(unknown).after, Fork)
    with pytest.raises(Fork):
        try_out(unknown, further=True)


def test_what_is_missing_after_the_limits_never_stops_a_run() -> None:
    trial = try_out(case(CARRIED_GAIN, wages=0), further=True)
    assert isinstance(trial.after, MissingFact)
    assert trial.stopped is None


def test_a_run_on_amt_figures_goes_no_further_than_the_regular_one() -> None:
    """Form 6251 takes differences: where the regular tax is out of scope there is none, though AMT has income only."""
    let = without(
        rental(net_rental_real_estate_income=-5_000, amt_other_items=6_000, amt_differed_before=False), "hours"
    )
    unknown = case(let).having(AVERAGE_STAY_DAYS, (0, 0), UNKNOWN)
    short, long = (try_out(unknown, {(AVERAGE_STAY_DAYS.name, (0, 0)): side}, amt=True) for side in (0, 2))
    assert isinstance(short.stopped, OutOfScope)
    assert not short.steps
    assert long.stopped is None
    assert len(long.steps) == len(ORDER)
