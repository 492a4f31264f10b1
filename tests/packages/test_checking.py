from datetime import date

from courses.packages.checking import differing
from courses.packages.opening import opened
from tests.packages.build import folder


def test_what_only_follows_from_an_unreadable_file_is_not_named(tmp_path):
    path = folder(tmp_path, lesson=("minutes: 3", "minutes: 0"))

    assert [str(problem) for problem in opened(path, today=date(2026, 11, 21)).report.problems] == [
        "lessons/first-steps.md:4: minutes: This must be at least 1"
    ]


def test_packages_that_agree_do_not_differ(package):
    assert list(differing([package(), package()])) == []


def test_an_entry_that_differs_is_named_once_for_each_later_package(package):
    other = package(facts=("on the same day", "within a day"))

    assert [str(problem) for problem in differing([package(), other])] == [
        "shared/facts.yaml:1: 0.id: same-day says something else in another package"
        " given to this check"
    ]
