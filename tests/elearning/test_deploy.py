"""The unit and proxy files of docs/deploy: they name what exists and fit one another."""

import re

import pytest
from django.conf import settings
from django.core.management import get_commands

DEPLOY = settings.BASE_DIR / "docs/deploy"
UNITS = sorted([*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")])
OPERATING = (settings.BASE_DIR / "docs/operating.md").read_text(encoding="utf-8")


def test_every_timer_starts_a_unit_that_is_there():
    wanted = {
        timer.name: re.search(r"^Unit=(.*)$", timer.read_text(), re.MULTILINE)[1]
        for timer in DEPLOY.glob("*.timer")
    }
    templates = {unit: re.sub(r"@.*\.", "@.", unit) for unit in wanted.values()}

    assert len(wanted) > 5
    assert [unit for unit in templates.values() if not (DEPLOY / unit).exists()] == []


def test_every_job_of_a_timer_is_a_command():
    jobs = {
        job
        for timer in DEPLOY.glob("*.timer")
        for job in re.findall(r"^Unit=safeguarding-job@(\w+)", timer.read_text(), re.MULTILINE)
    }

    assert {"send_messages", "send_reminders", "apply_requirements"} <= jobs
    assert sorted(jobs - set(get_commands())) == []


def test_the_guide_installs_or_names_every_file():
    installed = set(UNITS) if "cp docs/deploy/*.service docs/deploy/*.timer" in OPERATING else set()
    others = [one.name for one in sorted(DEPLOY.iterdir()) if one not in installed]

    assert others == ["nginx.conf"]
    assert "deploy/nginx.conf" in OPERATING


def test_the_guide_names_commands_that_exist():
    named = set(re.findall(r"manage\.py ([a-z_]+)", OPERATING))

    assert {"backup", "restore", "create_organisation", "reset_second_factor"} <= named
    assert sorted(named - set(get_commands())) == []


@pytest.mark.parametrize("unit", [one for one in UNITS if one.suffix == ".service"])
def test_no_unit_runs_as_root_or_writes_elsewhere(unit):
    text = unit.read_text()

    assert "\nUser=safeguarding\n" in text
    assert "\nProtectSystem=strict\n" in text
    assert "\nEnvironment=ENV_FILE=/etc/safeguarding/production.env\n" in text


def test_every_unit_is_shut_in_alike():
    sandboxes = [
        re.findall(
            r"^(?:Private|Protect|Restrict|System|Lock|Capability|NoNew)\w+=.*$",
            unit.read_text(),
            re.MULTILINE,
        )
        for unit in UNITS
        if unit.suffix == ".service"
    ]

    assert len(sandboxes) == 3
    assert len(sandboxes[0]) > 15
    assert sandboxes[1:] == [sandboxes[0], sandboxes[0]]


def test_an_upgrade_and_a_restore_stop_everything_and_start_it_again():
    stops = [line for line in OPERATING.splitlines() if line.startswith("systemctl stop ")]
    starts = re.findall(r"^ *systemctl (enable --now|start) .*\$\((.+)\)$", OPERATING, re.MULTILINE)

    assert stops == ["systemctl stop 'safeguarding*'"] * 2
    assert starts == [
        ("enable --now", "basename -a docs/deploy/*.timer"),
        ("enable --now", "basename -a docs/deploy/*.timer"),
        ("start", "basename -a docs/deploy/*.timer"),
    ]


def test_the_proxy_throws_away_what_clients_claim():
    text = (DEPLOY / "nginx.conf").read_text()

    assert "proxy_set_header X-Forwarded-For $remote_addr;" in text
    assert "proxy_set_header X-Forwarded-Proto $scheme;" in text
    assert 'proxy_set_header X-Forwarded-Host "";' in text
