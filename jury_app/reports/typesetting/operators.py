"""Content-stream operators (ISO 32000-1, 8.2) as text, in the form that `Canvas.drawText` takes."""

from reportlab.pdfgen.canvas import Canvas


class _Operators:
    """reportlab asks a text object for its code; ours is ready."""

    def __init__(self, code: str) -> None:
        self._code = code

    def getCode(self) -> str:  # noqa: N802  reportlab's protocol
        """The operators."""
        return self._code


def write(canvas: Canvas, code: str) -> None:
    """Put operators into the page's content as they are."""
    canvas.drawText(_Operators(code))  # type: ignore[arg-type]  # only getCode is used


def number(value: float) -> str:
    """A number as PDF writes it: at most three decimals, no exponent."""
    return f"{value:.3f}".rstrip("0").rstrip(".") if value % 1 else str(int(value))
