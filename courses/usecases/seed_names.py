"""Pure: the invented names of people, places, jobs and courses that seeding draws from."""

from dataclasses import dataclass
from random import Random
from typing import Final


@dataclass(frozen=True, slots=True)
class Tongue:
    """Names of one language; ``weight`` is its share of a hundred people, ``form`` joins a name."""

    weight: int
    given: tuple[str, ...]
    family: tuple[str, ...]
    form: str = "{given} {family}"


def words(text: str) -> tuple[str, ...]:
    """Return the words of ``text``."""
    return tuple(text.split())


TONGUES: Final = (
    Tongue(
        58,
        words(
            "Alice Amelia Andrew Beth Callum Carol Chloe Daniel David Edward Ella Emily Finlay"
            " Freya George Grace Hannah Harry Helen Isla Jack James Jessica Joanne Karen Lewis"
            " Lucy Mark Megan Michael Molly Nicola Oliver Paul Peter Rachel Rosie Ruth Ryan Sarah"
            " Simon Sophie Stephen Susan Thomas Toby Victoria William Winston Zoe"
        ),
        words(
            "Adams Bailey Barker Bennett Blake Booth Brown Carter Clarke Cooper Davies Dixon"
            " Edwards Ellis Evans Fisher Foster Gibson Grant Green Hall Harris Hill Holmes Hughes"
            " Jackson Johnson Jones Kelly King Lewis Marsh Mason Mills Moore Morgan O'Brien Palmer"
            " Parker Porter Reid Roberts Scott Shaw Smith Stone Taylor Turner Walker Ward Wright"
        ),
    ),
    Tongue(
        5, words("Siân Gwenllian Rhŷs Llŷr Efa Môn Ffion Iestyn"), words("ap-Rhys Llwyd Prŷs Tŵr")
    ),
    Tongue(
        6,
        words("Łukasz Agnieszka Paweł Małgorzata Zofia Tomasz Żaneta"),
        words("Wiśniewski Dąbrowska Wójcik Kamińska Zieliński Żuraw"),
    ),
    Tongue(
        9,
        words("Aisha Amira Imran Yusuf Fatima Priya Arjun Anjali Ravi Meera"),
        words("Ahmed Begum Hussain Khan Malik Patel Shah Sharma Iyer"),
    ),
    Tongue(
        6, words("Chidi Adaeze Kwame Ama Tunde Folasade"), words("Okafor Adeyemi Mensah Boateng")
    ),
    Tongue(3, words("Nguyễn Trần Phạm Đặng"), words("Minh Hương Thảo Tuấn")),
    Tongue(3, words("Олена Андрій Юлія Сергій"), words("Коваленко Шевченко Бондар")),
    Tongue(2, words("Ελένη Γιώργος Μαρία"), words("Παπαδοπούλου Νικολάου Δήμος")),
    Tongue(2, words("ਗੁਰਪ੍ਰੀਤ ਹਰਜੀਤ ਮਨਦੀਪ"), words("ਸਿੰਘ ਕੌਰ ਗਿੱਲ")),
    Tongue(2, words("আয়েশা করিম নাসরিন"), words("রহমান হোসেন চৌধুরী")),
    Tongue(2, words("أحمد فاطمة يوسف ليلى"), words("الحسن السيد منصور")),
    Tongue(2, words("伟 芳 静 敏"), words("王 李 张 陈"), form="{family}{given}"),
)

PLACES: Final = words(
    "Ashgrove Beechwood Brookside Castlegate Cedarfield Elmhurst Fernhill Greenway Hawthorn"
    " Highfield Kingsmead Larkrise Millbrook Northbridge Oakdene Parkview Queensway Riverside"
    " Southfield Thornbury Underhill Valley Westbrook Yewtree"
)
SITES: Final = ("North site", "South site", "Sixth form", "Nursery", "Annexe", "Farm centre")
TEAMS: Final = (
    "Early years",
    "Science",
    "Humanities",
    "Pastoral care",
    "Catering",
    "Transport",
    "Front office",
    "Site team",
)
ROLES: Final = (
    "Class teacher",
    "Teaching assistant",
    "Head of year",
    "Office staff",
    "Lunchtime supervisor",
    "Driver",
    "Governor",
    "Volunteer",
)
# Beside the bundled course; each stands for training that the organisation records itself.
COURSES: Final = (
    ("online-safety", "Online safety for staff"),
    ("safer-recruitment", "Safer recruitment"),
    ("prevent-duty", "The Prevent duty"),
    ("first-aid", "First aid at work"),
    ("fire-safety", "Fire safety"),
    ("data-protection", "Data protection"),
    ("food-hygiene", "Food hygiene"),
    ("moving-handling", "Moving and handling"),
    ("lone-working", "Lone working"),
    ("whistleblowing", "Raising concerns about colleagues"),
    ("mental-health", "Mental health awareness"),
)


def invented_name(random: Random) -> str:
    """Return the name of one invented person."""
    (tongue,) = random.choices(TONGUES, weights=[tongue.weight for tongue in TONGUES])
    return tongue.form.format(
        given=random.choice(tongue.given), family=random.choice(tongue.family)
    )
