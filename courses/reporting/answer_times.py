"""Pure: how long a question took, as far as the moments that are stored tell it.

What is stored is when an attempt began and when each answer was last saved. The time between two
answers saved one after the other, in the order of the questions, is that of the second; where the
order is another one (an answer was changed, or all questions stood on one page) nothing is known.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from statistics import median

from courses.reporting.item_figures import whole_tens

LONGEST = timedelta(minutes=10)  # whoever takes longer was interrupted
STEP = 5  # seconds to which a figure is rounded


def times_of(started_at: datetime, saved: Sequence[tuple[int, datetime]]) -> dict[int, float]:
    """Return the seconds that each question took, where that can be told.

    ``saved``: (question, last saved) in the order in which the questions were asked.
    """
    found = {}
    before = started_at
    for question, moment in saved:
        if timedelta(0) < moment - before <= LONGEST:
            found[question] = (moment - before).total_seconds()
        before = max(before, moment)
    return found


def median_seconds(times: Sequence[float]) -> int | None:
    """Return the middle of ``times`` in steps of five seconds, of whole tens of people.

    The first ones count; None under ten.
    """
    counted = times[: whole_tens(len(times))]
    if not counted:
        return None
    return max(STEP, STEP * round(median(counted) / STEP))
