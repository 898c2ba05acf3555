"""Makes PDF forms for the tests: printed words, ruled lines and fields where a test says."""

import io
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

PAGE = (612, 792)


@dataclass
class Sheet:
    """One page of a form in the making. Places are points from the lower left corner."""

    drawn: list[str] = field(default_factory=list)
    fields: list[Dictionary] = field(default_factory=list)
    truth: dict[str, str] = field(default_factory=dict)
    count: int = 0

    def words(self, x: float, y: float, text: str, size: float = 8, bold: bool = False) -> None:
        escaped = text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
        self.drawn.append(f"BT /{'B' if bold else 'F'} {size} Tf {x} {y} Td ({escaped}) Tj ET")

    def rule(self, x: float, y: float, to_x: float, to_y: float) -> None:
        self.drawn.append(f"0.5 w {x} {y} m {to_x} {to_y} l S")

    def frame(self, x: float, y: float, width: float, height: float) -> None:
        self.drawn.append(f"0.5 w {x} {y} {width} {height} re S")

    def text(
        self,
        x: float,
        y: float,
        width: float,
        value: str = "",
        height: float = 13,
        name: str = "",
        tooltip: str = "",
        **more: Any,
    ) -> str:
        """A text field; `value` is what belongs in it. Its name says nothing unless given."""
        return self._add(x, y, width, height, value, name, tooltip, FT=Name.Tx, DA=String("/Helv 0 Tf 0 g"), **more)

    def check(self, x: float, y: float, value: str = "", name: str = "", tooltip: str = "", on: str = "Yes") -> str:
        looks = Dictionary(N=Dictionary({f"/{on}": Dictionary(), "/Off": Dictionary()}))
        return self._add(x, y, 9, 9, value, name, tooltip, FT=Name.Btn, AP=looks, AS=Name.Off)

    def signature(self, x: float, y: float, width: float) -> str:
        return self._add(x, y, width, 14, "pen.signature", "", "", FT=Name.Sig)

    def choice(self, x: float, y: float, width: float, value: str, options: list[str]) -> str:
        listed = Array([String(option) for option in options])
        return self._add(
            x, y, width, 13, value, "", "", FT=Name.Ch, Opt=listed, Ff=1 << 17, DA=String("/Helv 0 Tf 0 g")
        )

    def _add(
        self, x: float, y: float, width: float, height: float, value: str, name: str, tooltip: str, **more: Any
    ) -> str:
        self.count += 1
        name = name or f"untitled{self.count}"
        rect = Array([x, y, x + width, y + height])
        entry = Dictionary(Type=Name.Annot, Subtype=Name.Widget, F=4, T=String(name), Rect=rect, **more)
        if tooltip:
            entry.TU = String(tooltip)
        self.fields.append(entry)
        if value:
            self.truth[name] = value
        return name


def pdf_of(*sheets: Sheet, **root: Any) -> bytes:
    """The sheets as one PDF; `root` is put into its catalog."""
    pdf = pikepdf.new()
    faces = Dictionary(
        F=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding),
        B=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name("/Helvetica-Bold")),
    )
    fields = Array()
    for sheet in sheets:
        page = pdf.add_blank_page(page_size=PAGE)
        page.obj.Resources = Dictionary(Font=faces)
        page.obj.Contents = pdf.make_stream("\n".join(sheet.drawn).encode("cp1252"))
        placed = [pdf.make_indirect(entry) for entry in sheet.fields]
        if placed:
            page.obj.Annots = Array(placed)
        fields.extend(placed)
    if len(fields):
        helv = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        pdf.Root.AcroForm = Dictionary(
            Fields=fields, DA=String("/Helv 0 Tf 0 g"), DR=Dictionary(Font=Dictionary(Helv=helv))
        )
    for key, value in root.items():
        pdf.Root[f"/{key}"] = value
    out = io.BytesIO()
    pdf.save(out, deterministic_id=True)
    return out.getvalue()
