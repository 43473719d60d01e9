"""Fonts inside a PDF: only the glyphs in use, each code with the text that it stands for.

reportlab's own TrueType fonts name glyphs by characters, so a ligature or a joined Arabic letter
gets a private character and cannot be searched for. Here a code stands for a *pair* of glyph and
text in a composite font (ISO 32000-1, 9.7), and the ToUnicode map gives exactly that text back.
"""

from collections.abc import Iterable
from typing import Any, Protocol

import uharfbuzz as hb
from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFName,
    PDFObject,
    PDFObjectReference,
    PDFStream,
    PDFString,
    PDFZCompress,
)

from jury_app.reports.typesetting.fonts import Face
from jury_app.reports.typesetting.shaping import Glyph

_DROPPED = ("GSUB", "GPOS", "GDEF", "BASE", "STAT", "name", "OS/2", "cmap", "post", "meta", "DSIG")
_ENTRIES_A_BLOCK = 100  # ISO 32000-1, 9.10.3: at most 100 entries between begin and end
_SYMBOLIC = 4
_CAPITALS, _STEM = 714, 80  # Noto Sans's; readers use them only where a font is missing
_NOTHING = 0.005  # thousandths of an em: less is not written


class FontHolder(Protocol):
    """What is used of reportlab's document."""

    fontMapping: dict[str, str]  # noqa: N815  reportlab's names
    delayedFonts: list[Any]  # noqa: N815  reportlab's own name
    idToObject: dict[str, Any]  # noqa: N815  reportlab's own name

    def Reference(self, thing: PDFObject, name: str, /) -> PDFObjectReference:  # noqa: N802  reportlab's own name
        """Keep an object of the document under a name."""


class EmbeddedFont:
    """One font of one document; reportlab asks it for its objects when the document is saved."""

    def __init__(self, face: Face, document: FontHolder) -> None:
        self.face = face
        self.fontName = face.name
        self.internal = f"F{len(document.fontMapping) + 1}"
        self._codes: dict[tuple[int, str], str] = {(0, ""): "0000"}
        document.fontMapping[face.name] = "/" + self.internal
        document.delayedFonts.append(self)

    def codes(self, glyphs: Iterable[Glyph]) -> str:
        """The glyphs as the operand of TJ, moved where offsets and advances ask for it.

        A pair of glyph and text that is new to the document takes the next code.
        """
        codes = self._codes
        said = ["<"]
        for glyph in glyphs:
            if glyph.x:
                said.append(f">{-glyph.x:.2f}<")
            code = codes.get(glyph.key)
            if code is None:
                code = codes[glyph.key] = f"{len(codes):04x}"
            said.append(code)
            if abs(glyph.back) > _NOTHING:
                said.append(f">{glyph.back:.2f}<")
        said.append(">")
        return "".join(said).replace("<>", " ")

    def addObjects(self, document: FontHolder) -> None:  # noqa: N802  reportlab's protocol
        """Put the font's objects into the document."""
        tag = "".join(chr(65 + int(digit, 16)) for digit in f"{len(self._codes):06x}")
        name = f"{tag}+{self.face.name}"
        descendant = self._descendant(document, name)
        font = PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("Type0"),
                "BaseFont": PDFName(name),
                "Encoding": PDFName("Identity-H"),
                "DescendantFonts": PDFArray([descendant]),
                "ToUnicode": self._stream(document, self._to_unicode(), "unicode"),
            }
        )
        fonts = document.idToObject["BasicFonts"].dict
        fonts[self.internal] = document.Reference(font, self.internal)

    def _descendant(self, document: FontHolder, name: str) -> PDFObjectReference:
        """The font by codes: widths, and which glyph of the program each code shows."""
        program, places = self._subset()
        order = [index for index, _text in self._codes]
        glyphs = b"".join(places[index].to_bytes(2, "big") for index in order)
        system = {
            "Registry": PDFString("Adobe"),
            "Ordering": PDFString("Identity"),
            "Supplement": 0,
        }
        descendant = PDFDictionary(
            {
                "Type": PDFName("Font"),
                "Subtype": PDFName("CIDFontType2"),
                "BaseFont": PDFName(name),
                "CIDSystemInfo": PDFDictionary(system),
                "FontDescriptor": self._descriptor(document, name, program),
                "DW": 1000,
                "W": PDFArray([0, PDFArray([self.face.width(index) for index in order])]),
                "CIDToGIDMap": self._stream(document, glyphs, "glyphs"),
            }
        )
        return document.Reference(descendant, f"descendant:{self.internal}")

    def _descriptor(self, document: FontHolder, name: str, program: bytes) -> PDFObjectReference:
        descriptor = PDFDictionary(
            {
                "Type": PDFName("FontDescriptor"),
                "FontName": PDFName(name),
                "Flags": _SYMBOLIC,
                "FontBBox": PDFArray([-1000, self.face.descent, 3000, self.face.ascent]),
                "ItalicAngle": 0,
                "Ascent": self.face.ascent,
                "Descent": self.face.descent,
                "CapHeight": _CAPITALS,
                "StemV": _STEM,
                "FontFile2": self._stream(document, program, "file", Length1=len(program)),
            }
        )
        return document.Reference(descriptor, f"descriptor:{self.internal}")

    def _stream(
        self, document: FontHolder, content: bytes, what: str, **entries: int
    ) -> PDFObjectReference:
        stream = PDFStream(PDFDictionary(dict(entries)), content, [PDFZCompress])
        return document.Reference(stream, f"{what}:{self.internal}")

    def _subset(self) -> tuple[bytes, dict[int, int]]:
        """The font program with only the glyphs in use, and where each has gone."""
        wanted = hb.SubsetInput()
        wanted.glyph_set.update({index for index, _text in self._codes})
        wanted.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in _DROPPED)
        wanted.flags = hb.SubsetFlags.NO_LAYOUT_CLOSURE | hb.SubsetFlags.NOTDEF_OUTLINE
        plan = hb.SubsetPlan(self.face.face, wanted)
        places = dict(plan.old_to_new_glyph_mapping)
        return plan.execute().blob.data, places

    def _to_unicode(self) -> bytes:
        entries = [
            f"<{code}> <{text.encode('utf-16-be').hex()}>"
            for (_index, text), code in self._codes.items()
        ]
        lines = [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
            "1 begincodespacerange <0000> <ffff> endcodespacerange",
        ]
        for start in range(0, len(entries), _ENTRIES_A_BLOCK):
            block = entries[start : start + _ENTRIES_A_BLOCK]
            lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
        lines.append("endcmap CMapName currentdict /CMap defineresource pop end end")
        return "\n".join(lines).encode("ascii")
