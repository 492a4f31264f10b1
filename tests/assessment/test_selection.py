"""The draw, over a thousand seeds."""

from collections import Counter

import pytest

from courses.assessment.selection import Drawn, PoolItem, PoolTooSmall, SectionRule, draw

SEEDS = [f"{number:032x}" for number in range(1_000)]
OPTIONS = ("a", "b", "c", "d")
OUTCOMES = {"one": "1", "two": "2", "three": "3"}
POOL = [
    PoolItem(
        f"{outcome}-{'critical' if critical else 'plain'}-{number}",
        outcome,
        critical,
        shuffle=number % 2 == 0,
        options=OPTIONS,
    )
    for outcome in OUTCOMES
    for critical, count in ((True, 3), (False, 6))
    for number in range(count)
]
BY_NAME = {item.identifier: item for item in POOL}
SECTIONS = (
    SectionRule(frozenset({"one", "two"}), draw=5, critical_draw=2),
    SectionRule(frozenset({"three"}), draw=3, critical_draw=1),
)


def names(drawn):
    return [one.item for one in drawn]


@pytest.fixture(scope="module")
def draws():
    return {seed: draw(SECTIONS, POOL, seed=seed, seen={}) for seed in SEEDS}


def test_every_section_gives_its_number_with_exactly_its_critical_items(draws):
    for drawn in draws.values():
        first, second = names(drawn)[:5], names(drawn)[5:]
        for section, part in zip(SECTIONS, (first, second), strict=True):
            items = [BY_NAME[name] for name in part]
            critical = [item.outcome for item in items if item.critical]
            assert {item.outcome for item in items} <= section.outcomes
            assert (len(items), len(critical)) == (section.draw, section.critical_draw)
            assert len(set(critical)) == len(critical)
        assert len(set(names(drawn))) == 8


def test_the_same_seed_gives_the_same_draw_whatever_the_order_of_the_pool(draws):
    for seed in SEEDS[:100]:
        assert draw(SECTIONS, POOL[::-1], seed=seed, seen={}) == draws[seed]


def test_this_seed_gives_this_draw_for_ever():
    assert draw(SECTIONS[1:], POOL, seed="a", seen={}) == (
        Drawn("three-critical-1", ("a", "b", "c", "d")),
        Drawn("three-plain-4", ("b", "a", "c", "d")),
        Drawn("three-plain-2", ("b", "c", "a", "d")),
    )


def test_seeds_differ_and_every_item_has_its_turn(draws):
    times = Counter(name for drawn in draws.values() for name in names(drawn))

    assert set(times) == set(BY_NAME)
    # One of three critical items of an outcome: a third of the draws, give or take.
    assert all(250 < times[f"{outcome}-critical-0"] < 420 for outcome in OUTCOMES)
    assert len({tuple(names(drawn)) for drawn in draws.values()}) > 990


def test_options_are_shuffled_only_where_the_author_lets_them(draws):
    orders = {True: Counter(), False: Counter()}
    for drawn in draws.values():
        for one in drawn:
            orders[BY_NAME[one.item].shuffle][one.options] += 1

    assert set(orders[False]) == {OPTIONS}
    assert len(orders[True]) == 24
    assert {tuple(sorted(order)) for order in orders[True]} == {OPTIONS}


def test_a_retake_repeats_none_while_the_pool_lasts(draws):
    for seed in SEEDS:
        seen = dict.fromkeys(names(draws[seed]), 1)

        again = names(draw(SECTIONS, POOL, seed=f"{seed}+", seen=seen))

        assert set(again) & set(seen) == set()


def test_once_all_were_seen_those_seen_longest_ago_come_first():
    seen = {item.identifier: number for number, item in enumerate(POOL, start=1)}
    rule = SectionRule(frozenset({"three"}), draw=3, critical_draw=1)

    for seed in SEEDS[:100]:
        assert sorted(names(draw([rule], POOL, seed=seed, seen=seen))) == [
            "three-critical-0",
            "three-plain-0",
            "three-plain-1",
        ]


@pytest.mark.parametrize(
    ("rule", "message"),
    [
        (SectionRule(frozenset({"one"}), 9, 1), "9 items wanted"),
        (SectionRule(frozenset({"one"}), 7, 0), "7 items wanted"),
        (SectionRule(frozenset({"one"}), 4, 2), "2 critical items of different outcomes"),
        (SectionRule(frozenset({"none"}), 1, 0), "1 items wanted"),
    ],
)
def test_a_section_that_cannot_be_filled_is_refused(rule, message):
    with pytest.raises(PoolTooSmall, match=message):
        draw([rule], POOL, seed="a", seen={})


def test_the_largest_section_that_can_be_filled_is():
    drawn = draw([SectionRule(frozenset({"one"}), 7, 1)], POOL, seed="a", seen={})

    assert len(set(names(drawn))) == 7
