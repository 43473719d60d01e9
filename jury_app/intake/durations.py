"""Running times as people write them, in seconds; what can be read in two ways is not guessed."""

import re
import unicodedata
from typing import Literal

RunningTime = Literal["under", "short", "feature"]

BARE_MINUTES = 240
"""A bare number up to this is minutes; above, it may as well be seconds."""

LONGEST = 100 * 3600
"""What is longer, in seconds, is a slip of the pen."""

_LEAD = re.compile(
    r"^(?:trt|(?:total )?running time|run ?time|duration|length|片長|片长|時長|时长)\s*[:=]?\s*"
)
_CLOCK = re.compile(r"(\d{1,3}):(\d{1,2})(?::(\d{1,2}))?(?:[.,](\d{1,6})|[:;](\d{1,2}))?")
_ISO = re.compile(r"pt(?:(\d+)h)?(?:(\d+)m)?(?:(\d+(?:[.,]\d+)?)s)?")
_JOINTS = re.compile(r"(?<=\s)(?:and|und|et|y|e)(?=\s)|,(?!\d)|[，、]")
_TOKEN = re.compile(r"(\d+(?:[.,]\d+)?)\s*([^\d\s.,]+)\.?\s*")

_UNITS = {
    3600: "h hr hrs hour hours heure heures hora horas ora ore std stunde stunden "
    "小时 小時 時間 時 时 시간",
    60: "m mn min mins minute minutes minuto minutos minuti minuten ' ′ ’ 分 分钟 分鐘 분",
    1: "s sec secs second seconds seconde secondes segundo segundos sekunde sekunden "
    "\" ″ ” '' ′′ ’’ 秒 秒钟 秒鐘 초",
}
_SECONDS_PER = {name: seconds for seconds, names in _UNITS.items() for name in names.split()}


def seconds_of(text: str) -> int | None:
    """The running time that `text` names, in whole seconds, halves up; None where it is unclear.

    Read are clock forms (`1:20:00`, `12:30` as minutes and seconds, `00:12:30.5`, timecodes with
    frames), units (`1h 20m`, `80 min`, `14'30"`, `12分30秒`, `1 hour and 20 minutes`), ISO 8601
    (`PT12M`), and a bare whole number of minutes up to `BARE_MINUTES`. Unclear are minutes or
    seconds above 59 behind a larger unit (`1:75:00`), bare decimals, ranges and words like "about".
    """
    plain = " ".join(unicodedata.normalize("NFKC", text).split()).casefold()
    plain = _LEAD.sub("", plain).strip()
    if plain.isdecimal():
        minutes = int(plain[:10])
        return minutes * 60 if minutes <= BARE_MINUTES else None
    seconds = _clock(plain)
    if seconds is None:
        seconds = _iso(plain)
    if seconds is None:
        seconds = _units(plain)
    if seconds is None or seconds > LONGEST:
        return None
    return int(seconds + 0.5)


def running_time(seconds: int, *, shortest: int, short_until: int) -> RunningTime:
    """The class of a running time, all in seconds: exactly `short_until` is still a short."""
    if seconds < shortest:
        return "under"
    return "short" if seconds <= short_until else "feature"


def shown(seconds: int) -> str:
    """Seconds as H:MM:SS."""
    return f"{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _clock(text: str) -> float | None:
    """H:MM:SS or MM:SS, with decimals of a second, or with frames, which are dropped."""
    match = _CLOCK.fullmatch(text)
    if match is None:
        return None
    first, second, third, decimals, frames = match.groups()
    if third is None and frames is not None:
        return None
    hours, minutes, whole = (first, second, third) if third else ("0", first, second)
    if int(whole) > 59 or (third and int(minutes) > 59):
        return None
    fraction = float(f"0.{decimals}") if decimals else 0.0
    return int(hours) * 3600 + int(minutes) * 60 + int(whole) + fraction


def _iso(text: str) -> float | None:
    """An ISO 8601 duration of hours, minutes and seconds."""
    match = _ISO.fullmatch(text)
    if match is None or not any(match.groups()):
        return None
    hours, minutes, seconds = match.groups()
    return (
        int(hours or 0) * 3600 + int(minutes or 0) * 60 + float((seconds or "0").replace(",", "."))
    )


def _units(text: str) -> float | None:
    """Numbers with units, larger before smaller, each once; `1h20` and `12m30` too."""
    rest = " ".join(_JOINTS.sub(" ", f" {text} ").split())
    total, last = 0.0, 0
    while rest:
        match = _TOKEN.match(rest)
        if match is None:
            if not (last > 1 and re.fullmatch(r"\d{2}", rest)):
                return None
            amount, unit, rest = float(rest), last // 60, ""
        else:
            amount = float(match[1].replace(",", "."))
            unit = _SECONDS_PER.get(match[2], 0)
            rest = rest[match.end() :]
        if not unit or (last and (unit >= last or amount > 59)):
            return None
        total += amount * unit
        last = unit
    return total if last else None
