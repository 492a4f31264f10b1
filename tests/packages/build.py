"""Builds small packages: a valid one, changed where a test wants it, as a folder or a zip."""

import zipfile
from pathlib import Path

COURSE = """\
schema_version: 1
id: small-course
version: 1.0.0
title: A small course
summary: What to do with a worry about a child.
language: en-GB
nation: E
licence: CC BY-SA 4.0
review_by: 2027-09-01
certificate_months: 12
notice: Names harm to children, without detail. You can stop at any time.
lessons: [first-steps]
outcomes:
  "1a": Pass a worry on the same day.
contacts: [con-999]
glossary: [grooming]
offences: [an-offence]
editions: [guide-2026]
quiz:
  mastery: {at_least: 1, of: 2}
  sections:
    - {outcomes: ["1a"], draw: 2, critical_draw: 1}
"""

LESSON = """\
---
id: first-steps
title: First steps
minutes: 3
outcomes: ["1a"]
notice: Nothing graphic.
reviewed_on: 2026-11-21
---
## Tell the lead {#tell-the-lead}
    intensity: 1
    facts: [same-day]

Tell your **safeguarding lead** the same day.

/// did-you-know | Anyone may refer
    id: anyone
    fact: same-day
You need no permission to pass a worry on.
///

/// check
    id: check-worry
    item: worry
///

/// do-dont
    id: what-to-say
Do: listen.
Don't: promise to keep a secret.
///

/// monday | What I do on Monday
    id: on-monday
- I find out who our lead is.
///

/// local | Who to tell here
    id: who-to-tell
    contacts: [safeguarding-lead, con-999]
///

/// sources
    id: sources
    cite: [guide-2026]
///
"""

QUESTIONS = """\
- id: worry
  kind: choice
  used_in: [check, quiz]
  outcome: "1a"
  case: true
  anchor: first-steps#tell-the-lead
  facts: [same-day]
  stem: Ravi seems afraid of a man at the gate. What do you do?
  options:
    - {id: tell, correct: true, text: Tell the lead today., feedback: Yes. Today counts.}
    - {id: wait, misconception: proof, text: Wait until you know., feedback: Not quite. Tell.}
- id: danger
  kind: choice
  used_in: [quiz]
  outcome: "1a"
  case: true
  critical: true
  anchor: first-steps#tell-the-lead
  facts: [same-day]
  procedure: same-day
  stem: A child is being pulled into a car. What do you do first?
  options:
    - {id: lead, text: Look for the lead., feedback: Not quite. Ring first.}
    - {id: ring, correct: true, text: Ring the police., feedback: Yes. Ring first.}
"""

PRACTICE = """\
/// practice | Write it down
    id: write-it
    intensity: 2
    facts: [same-day]
    gentler: |
      Less.
    parts:
      - heading: What you saw
        model: |
          - One.

          Two.
      - heading: "His words: all of them"
        model: He said so.
    checklist: ["Is there a day?", "Is it his own word?", "Is nobody blamed?"]
A case with **two** parts.
///

/// do-dont"""

SCENARIO = """\
id: at-the-gate
title: At the gate
start: gate
nodes:
  - id: gate
    text: A driver you do not know says he has come for Nadia, who is 14.
    choices:
      - {id: stay, text: Ask her to wait with you., leads_to: safe, feedback: She is safe for now.,
         reasoning: Telling comes first., facts: [same-day], noticed: You told., tells: true}
      - {id: go, text: Let her go., leads_to: doubt, feedback: You can still act.,
         reasoning: A known face is not safety., facts: [same-day], missed: Knowing is not safety.}
  - id: doubt
    text: You think again.
    choices:
      - {id: ring, text: Ring the police., leads_to: safe, feedback: Good.,
         reasoning: It is not too late., facts: [same-day], noticed: You acted., tells: true}
  - {id: safe, text: Nadia is with your lead., ending: true}
summary: A driver waits for a girl.
lesson: first-steps
minutes: 4
"""

SHARED = {
    "shared/facts.yaml": """\
- id: same-day
  statement: A worry is passed on the same day.
  status: confirmed
  nation: E
  sources: [guide-2026]
  seen_on: 2026-11-02
  review_by: 2027-09-01
  needs_review: false
""",
    "shared/sources.yaml": """\
- id: guide-2026
  title: A guide to safeguarding
  publisher: gov.uk
  url: https://www.gov.uk/guide
  edition: "2026"
  published_on: 2026-03-01
  kind: official
- {id: not-cited, title: Another, publisher: gov.uk, kind: note}
""",
    "shared/offences.yaml": """\
- id: an-offence
  title: An offence
  act: An Act 2003
  section: "47"
  nation: EW
  outline: It is an offence to exploit a child.
  status: confirmed
  sources: [guide-2026]
  seen_on: 2026-11-02
  review_by: 2027-09-01
  needs_review: false
""",
    "shared/contacts.yaml": """\
- id: con-999
  name: Police
  purpose: Danger now
  audience: Anyone
  nation: UK
  phone: "999"
  anonymous: false
  emergency: true
  needs: [danger-now]
  status: confirmed
  sources: [guide-2026]
  checked_on: 2026-11-02
  review_by: 2026-12-21
""",
    "shared/glossary.yaml": """\
- {id: grooming, term: Grooming, text: Winning trust in order to harm., say_this: groomed}
""",
    "shared/misconceptions.yaml": """\
- {id: proof, title: You need proof, briefing: A worry is enough. Pass it on.}
""",
}


def files(**changes: tuple[str, str]) -> dict[str, str]:
    """Return the texts of a valid package by path.

    ``changes``: by name of the part (``course``, ``lesson``, ``questions``, ``facts`` …), a pair
    of what to look for, which must be there, and what to put in its place.
    """
    texts = {
        "course.yaml": COURSE,
        "lessons/first-steps.md": LESSON,
        "questions/first-steps.yaml": QUESTIONS,
        "scenarios/at-the-gate.yaml": SCENARIO,
        **SHARED,
    }
    for part, (old, new) in changes.items():
        name = part.removesuffix("_too")
        path = next(path for path in texts if name in path.replace("lessons/", "lesson/"))
        assert old in texts[path], f"{old!r} is not in {path}"
        texts[path] = texts[path].replace(old, new, 1)
    return texts


def folder(at: Path, texts: dict[str, str] | None = None, **changes: tuple[str, str]) -> Path:
    """Write a package as a folder at ``at`` and return it."""
    for path, text in (texts if texts is not None else files(**changes)).items():
        file = at / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return at


def zipped(at: Path, members: dict[str, bytes | str] | None = None) -> Path:
    """Write a package as a zip at ``at`` and return it."""
    with zipfile.ZipFile(at, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in (members if members is not None else files()).items():
            # A day of its own, so that the same texts are the same bytes whenever they are packed.
            member = zipfile.ZipInfo(path, date_time=(2026, 11, 21, 12, 0, 0))
            archive.writestr(member, content, zipfile.ZIP_DEFLATED)
    return at
