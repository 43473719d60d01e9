"""The demo's films: FilmFreeway exports of two waves, made from a seed; no real people.

Titles come in the scripts that a festival of this kind receives, some with what a spreadsheet, a
PDF or a label might wrongly interpret. Same seed, same rows.
"""

import csv
import io
from collections.abc import Sequence
from random import Random

from msgspec import Struct

_LANES = ("Writing", "Direction", "Generation", "Editing", "Sound", "Post")
HEADER = (
    *("First Name", "Last Name", "Birthdate", "Email", "Phone", "Address", "City", "Country"),
    *("Tracking Number", "Project Title", "Project Title (Original Language)", "Synopsis"),
    *("Duration", "Country of Origin", "Language", "Project Type", "Genres", "Completion Date"),
    *("Directors", "Writers", "Producers", "Key Cast", "Submitter Statement", "Submission Date"),
    *("Submission Status", "Judging Status", "Submission Categories", "Submission Fee"),
    "Submission ID",
    *(f"AI participation: {lane} (%)" for lane in _LANES),
    *("AI tools used", "Link to generative pipeline appendix", "Proof of human authorship"),
    "Likeness and voice consents",
)

CATEGORIES = (
    "Generative Cinema",
    "Interactive Narratives & World-building",
    "Procedural & Emergent Systems",
    "Digital Beings & Synthetic Performance",
)

_TITLES: tuple[tuple[str, str], ...] = (
    ("The Mother in the Cloud", "雲端的母親"),
    ("Mirror Harbour", "鏡港"),
    ("Last Ferry to Lamma", ""),
    ("She Remembers Rain", "她記得雨"),
    ("The Sea Forgets", "البحر ينسى"),
    ("Letters to a Model", ""),
    ("A Lighthouse for Nobody", "誰のためでもない灯台"),
    ("Night Market Oracle", "夜市神諭"),
    ("Hands of the Puppeteer", "인형사의 손"),
    ("The Well", "הבאר"),
    ("Snow over the Server Hall", "Снег над серверной"),
    ("A River in Two Voices", "नदी के दो स्वर"),
    ("Banyan", "ต้นไทร"),
    ("<b>Untitled</b>", ""),
    ("=SUM(love)", ""),
    ("Grandfather's Static", ""),
    ("The Cartographer of Kowloon", "九龍製圖師"),
    ("Orchard Machine", ""),
    ("What the Robot Dreamt in Busan", "로봇이 부산에서 꾼 꿈"),
    ("Der lange Atem", ""),
    ("Ashes, Pixels, Ashes", ""),
    ("The Choir of Almost", ""),
    ("Tidewater Children", "潮汐的孩子"),
    ("A Very Long Title about a Very Small Machine that Wanted to Be Watched to the End", ""),
    ("Salt Print", ""),
    ("Echo Tenant", "回聲房客"),
    ("The Weather Inside", ""),
    ("Paper Moon, Silicon Tide", ""),
    ("Nine Runs of the Same River", ""),
    ("Auntie Seven Plays Herself", "七姨演自己"),
)
_LONGEST = (
    "An Atlas of Every Window I Looked Through While the Machine Was Thinking, Drawn from Memory,"
    " Corrected by Chance, Narrated by My Late Auntie and Sent Back to the Seas, Page by Page,"
    " until Nobody Waits"
)
"""Two hundred characters."""
WAITING = tuple(dict.fromkeys((_TITLES[0], _TITLES[4], (_LONGEST, ""), _TITLES[29], *_TITLES)))
"""Titles in the order in which a juror's window shows what it must cope with."""
_COUNTRIES = ("Hong Kong", "South Korea", "Japan", "France", "Egypt", "India", "Brazil", "Nigeria")
_LANGUAGES = (
    "Cantonese",
    "Korean",
    "Japanese",
    "French",
    "Arabic",
    "Hindi",
    "Portuguese",
    "English",
)
_ABOUT = {
    "First Name": "Entrant",
    "Birthdate": "1990-01-01",
    "Synopsis": "Every run, the sea remembers differently; one conductor, many models.",
    "Submitter Statement": (
        "Seeds, prompts, failures and human checkpoints are listed in the appendix."
    ),
    "Submission Date": "2026-05-28 05:31:00",
    "Submission Status": "In Consideration",
    "Judging Status": "Undecided",
    "Submission Fee": "$99",
    "AI tools used": "Sora, Veo, Suno",
    "Link to generative pipeline appendix": "https://files.example/appendix.pdf",
    "Proof of human authorship": "Yes",
    "Likeness and voice consents": "Yes",
}
"""What every row of the export says alike."""


class DemoFilm(Struct, frozen=True):
    """One submission of the demo.

    Attributes:
        title: Its title.
        category: The category in which it is entered.
        row: Its row of the export.
        quality: What its jurors on the whole think of it, about −2 to 2.
        lanes: What it declares of itself, in percent.
    """

    title: str
    category: str
    row: tuple[str, ...]
    quality: float
    lanes: tuple[int, ...]


def films(count: int, seed: int, titles: Sequence[tuple[str, str]] = _TITLES) -> list[DemoFilm]:
    """`count` films, the same for the same seed; titles beyond the list get a number."""
    made = []
    for number in range(count):
        title, original = titles[number % len(titles)]
        if number >= len(titles):
            title = f"{title} {number // len(titles) + 1}"
        made.append(_film(number, title, original, Random(f"{seed}/film/{title}")))  # noqa: S311  a play, not a secret
    return made


def _film(number: int, title: str, original: str, random: Random) -> DemoFilm:
    category = CATEGORIES[number % len(CATEGORIES)]
    where = random.randrange(len(_COUNTRIES))
    seconds = random.choice((312, 428, 611, 754, 902, 1260, 1799, 1800, 2412, 5405))
    low, high = (15, 55) if number % 11 == 5 else (40, 96)
    lanes = tuple(random.randrange(low, high) for _ in _LANES)
    categories = category
    if number % 12 == 7:  # the office must choose one of two
        categories = f"{category}, {CATEGORIES[(number + 1) % len(CATEGORIES)]}"
    values = _ABOUT | {
        "Last Name": f"No. {number + 1}",
        "Email": f"entrant{number + 1}@mail.example",
        "Phone": f"+852 5000 {number:04d}",
        "Address": f"{number + 1} Example Road",
        "Country": _COUNTRIES[where],
        "Tracking Number": f"HK{number + 1:05d}",
        "Project Title": title,
        "Project Title (Original Language)": original,
        "Duration": f"{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}",
        "Country of Origin": _COUNTRIES[where],
        "Language": _LANGUAGES[where],
        "Project Type": "Feature" if seconds > 1800 else "Short",
        "Completion Date": f"2026-0{random.randrange(1, 6)}-15",
        "Directors": f"Director {number + 1}",
        "Writers": f"Writer {number + 1}",
        "Producers": f"Studio {number % 9 + 1}",
        "Key Cast": f"Being {number + 1}",
        "Submission Categories": categories,
        "Submission ID": str(21_000_000 + 7 * (number + 1)),
    }
    lane_columns = [name for name in HEADER if name.startswith("AI participation")]
    values |= dict(zip(lane_columns, map(str, lanes), strict=True))
    row = tuple(values.get(name, "") for name in HEADER)
    return DemoFilm(title, category, row, random.gauss(0, 1), lanes)


def export(entered: list[DemoFilm]) -> bytes:
    """A FilmFreeway export of these films: UTF-8 with byte-order mark, one row a submission."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(HEADER)
    writer.writerows(film.row for film in entered)
    return b"\xef\xbb\xbf" + text.getvalue().encode()
