"""What a verification answers: yes, no, or cannot judge, step by step."""

from typing import Literal

from msgspec import Struct

Answer = Literal["yes", "no", "cannot_judge"]


class CannotJudge(Exception):  # noqa: N818  an answer, not an error: the third beside yes and no
    """This version of the program has no means to judge something; the text says what."""


class Step(Struct, frozen=True):
    """One step of a verification.

    Attributes:
        number: Its number in the list of `exchange.proof.Proof` (for other files: from 1).
        title: What is checked, for people.
        answer: What came out.
        note: What was found, for people; empty where there is nothing to add.
    """

    number: int
    title: str
    answer: Answer
    note: str = ""


class Report(Struct, frozen=True):
    """What a verification came to.

    Attributes:
        kind: Kind of the file.
        steps: The steps as far as they went; a broken one is the last.
        edition: The edition's id; empty where it is not known.
        words: Its six words, to be compared with those that the festival made public.
    """

    kind: str
    steps: tuple[Step, ...]
    edition: str = ""
    words: str = ""

    @property
    def answer(self) -> Answer:
        """No if a step is broken, else "cannot judge" if one could not be judged, else yes."""
        answers = {step.answer for step in self.steps}
        if "no" in answers or not answers:
            return "no"
        return "cannot_judge" if "cannot_judge" in answers else "yes"
