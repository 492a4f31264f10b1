"""The invented names."""

from random import Random

from courses.common.names import fold
from courses.usecases.seed_names import (
    COURSES,
    PLACES,
    ROLES,
    SITES,
    TEAMS,
    TONGUES,
    invented_name,
    words,
)


def test_the_shares_of_the_tongues_are_a_hundred_people():
    assert sum(tongue.weight for tongue in TONGUES) == 100


def test_words_are_parted_by_any_space():
    assert words(" Siân  Efa\nMôn ") == ("Siân", "Efa", "Môn")


def test_the_names_of_a_thousand_people_are_of_many_scripts():
    random = Random(1)
    names = [invented_name(random) for _ in range(1000)]

    scripts = {"a": 0, "ж": 0, "α": 0, "ਸ": 0, "ক": 0, "ا": 0, "王": 0}
    for name in names:
        for start in scripts:
            scripts[start] += any(ord(start) // 256 == ord(letter) // 256 for letter in name)
    assert min(scripts.values()) > 0
    assert all(fold(name) for name in names)
    assert invented_name(Random(1)) == names[0]


def test_nothing_is_named_twice():
    for names in (PLACES, SITES, TEAMS, ROLES, [slug for slug, _title in COURSES]):
        assert len(set(names)) == len(names)
