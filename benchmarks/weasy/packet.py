"""The packet's pages as HTML for WeasyPrint: the same words, tables, pictures and places, from the same builders."""

import base64
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from pathlib import Path
from string import Template
from typing import Any

from makewhole.documents import press
from makewhole.documents.cms1500 import layout
from makewhole.documents.press import Part

DOCUMENTS = Path(press.__file__).parents[1]
PAGE = Template(Path(__file__).with_name("packet.html").read_text(encoding="utf-8"))
BOXES = tomllib.loads(Path(layout.__file__).with_name("boxes.toml").read_text(encoding="utf-8"))
TRIAL_HEADS = ("Treatment", "Dose", "Dates", "Weeks", "Adequate", "Response", "Why it ended")
CRITERIA_HEADS = ("#", "What the policy asks", "Answer", "What the record shows")
SERVICE_HEADS = ("Date", "Place", "Code", "Mod", "Service", "Dx", "Units", "Charge ($)")
GIVEN_HEADS = ("Drug", "How", "Site", "Start", "Stop", "Minutes", "Dose", "Wasted")
PAYMENT_HEADS = ("Date", "Paid by", "How", "Amount ($)")


def page(parts: Sequence[Part], number: str, author: str) -> str:
    """The HTML of a packet with these parts; its faces lie in documents/fonts."""
    titles = {f"part-{at}": part.title for at, part in enumerate(parts)}
    sections = []
    for (anchor, title), part in zip(titles.items(), parts, strict=True):
        write = WRITERS.get(part.document, _clinical)
        kind = "exhibit" if part.document == "exhibit" else "part"
        head = f'<h1 id="{anchor}">{escape(title)}</h1>'
        sections.append(f'<section class="{kind}">{write(part.content, head, titles)}</section>')
        for name, picture in part.pictures.items():
            inline = f"data:image/jpeg;base64,{base64.b64encode(picture).decode()}"
            sections[-1] = sections[-1].replace(f'"picture:{name}"', f'"{inline}"')
    return PAGE.substitute(
        title=f"Claim packet {number}", author=escape(author), number=escape(number), body="\n".join(sections)
    )


def _text(value: Any) -> str:
    return "<br>".join(escape(line) for line in value) if isinstance(value, list | tuple) else escape(str(value))


def _table(heads: Iterable[str], rows: Iterable[Any]) -> str:
    heads = tuple(heads)
    body = "".join(
        "<tr>" + "".join(f"<td>{_text(cell)}</td>" for cell in row) + "</tr>"
        if not isinstance(row, Mapping)
        else f'<tr><td></td><td colspan="{len(heads) - 1}">{_text(row["span"])}</td></tr>'
        for row in rows
    )
    return f"<table><thead><tr>{''.join(f'<th>{escape(head)}</th>' for head in heads)}</tr></thead>{body}</table>"


def _pairs(pairs: Iterable[Sequence[Any]]) -> str:
    rows = "".join(f"<tr><td>{_text(label)}</td><td><b>{_text(value)}</b></td></tr>" for label, value in pairs)
    return f'<table class="pairs">{rows}</table>'


def _two_columns(pairs: Sequence[Sequence[Any]]) -> str:
    half = -(-len(pairs) // 2)
    return f'<div class="columns about">{_pairs(pairs[:half])}{_pairs(pairs[half:])}</div>'


def _letterhead(practice: Mapping[str, Any]) -> str:
    name = f"<b>{escape(practice['name'])}</b><br>{escape(' · '.join(practice['address']))}"
    return f'<header><div>{name}</div><div class="right">{_text(practice["contact"])}</div></header>'


def _items(tag: str, items: Iterable[Any]) -> str:
    return f"<{tag}>{''.join(f'<li>{_text(item)}</li>' for item in items)}</{tag}>"


def _signature(signer: Mapping[str, Any]) -> str:
    return f'<p class="sign">Signature<br><b>{escape(signer["name"])}</b><br>{_text(signer["lines"])}</p>'


def _cover_letter(content: Mapping[str, Any], head: str, titles: Mapping[str, str]) -> str:
    enclosed = "".join(f'<li class="contents"><a href="#{at}">{escape(title)}</a></li>' for at, title in titles.items())
    return (
        f"{head}<p>{_text(content['sender'])}</p><p>{_text(content['date'])}</p><p>{_text(content['recipient'])}</p>"
        f"<p><b>Re: claim sent by the member</b></p>{_two_columns(content['re'])}<p>To the Claims Department:</p>"
        f"<p>{_text(content['opening'])} {_text(content['paid'])}</p>{_items('ol', content['asks'])}"
        f"<p>{_text(content['contact'])}</p>{_signature(content['signer'])}<ul>{enclosed}</ul>"
    )


def _contents(content: Mapping[str, Any], head: str, titles: Mapping[str, str]) -> str:
    lines = "".join(f'<p class="contents"><a href="#{at}">{escape(title)}</a></p>' for at, title in titles.items())
    return f"{_letterhead(content['practice'])}{head}{_two_columns(content['facts'])}<h2>Documents</h2>{lines}"


def _superbill(content: Mapping[str, Any], head: str, _titles: Mapping[str, str]) -> str:
    groups = "".join(f"<div><h2>{escape(g['name'])}</h2>{_pairs(g['pairs'])}</div>" for g in content["groups"])
    out = f'{_letterhead(content["practice"])}{head}<div class="columns">{groups}</div>'
    for visit in content["visits"]:
        total = ("", "", "", "", "Total", "", "", visit["charge"])
        out += (
            f"{_two_columns(visit['facts'])}<h3>Diagnoses (ICD-10-CM)</h3>{_table(('', '', ''), visit['diagnoses'])}"
            f"<h3>Services</h3>{_table(SERVICE_HEADS, [*visit['services'], total])}"
            f"<h3>What was given, and when</h3>{_table(GIVEN_HEADS, visit['given'])}"
            f'<div class="columns"><div><h3>Payments received</h3>{_table(PAYMENT_HEADS, visit["payments"])}</div>'
            f"{_pairs(visit['sums'])}</div>"
        )
    said = content["statement"]
    signed = "".join(map(_signature, content["signers"]))
    return f'{out}<div class="columns"><p class="callout"><b>{said["head"]}</b><br>{said["body"]}</p>{signed}</div>'


def _clinical(content: Mapping[str, Any], head: str, _titles: Mapping[str, str]) -> str:
    out = _letterhead(content["practice"])
    if "payer" in content:
        out += (
            f'<div class="columns"><p>{_text(content["payer"])}</p><p class="right">{_text(content["date"])}</p></div>'
        )
    out += head + _two_columns(content["about"])
    out += "".join(f"<p>{_text(content[key])}</p>" for key in ("greeting", "opening") if key in content)
    for section in content["sections"]:
        out += f"<h2>{escape(section['head'])}</h2>" + "".join(map(_block, section["blocks"]))
    if "request" in content:
        asked = content["request"]
        out += f"<h2>{escape(asked['head'])}</h2>{_items('ol', asked['steps'])}<p>{_text(content['closing'])}</p>"
    return out + (_signature(content["signer"]) if "signer" in content else "")


def _block(block: Mapping[str, Any]) -> str:
    ((kind, held),) = block.items()
    match kind:
        case "par":
            return f"<p>{_text(held)}</p>"
        case "facts":
            return _pairs(held)
        case "list" | "steps":
            return _items("ul" if kind == "list" else "ol", held)
        case "exhibits":
            return _items("ul", (f"Exhibit {letter}: {name}" for letter, name in held))
        case "quote":
            return f"<p>{_text(held['intro'])}</p><blockquote>{_text(held['lines'])}</blockquote>"
        case "trials":
            return _table(TRIAL_HEADS, (row for group in held for row in group))
        case "table":
            return _table((column["head"] for column in held["columns"]), held["rows"])
        case "criteria":
            return _table(CRITERIA_HEADS, ((n, c["asks"], c["answer"], c["evidence"]) for n, c in enumerate(held, 1)))
        case "references":
            return _items("ol", ((entry["finding"], entry["cited"], entry["shown"]) for entry in held))
        case "chart":
            return "".join(map(_chart, held["series"])) + _scores(held["series"])
    raise ValueError(f"no block of kind {kind}")


def _chart(series: Mapping[str, Any]) -> str:
    last = max(1, *(point["day"] for point in series["points"]))
    at = [(16 + 250 * p["day"] / last, 60 - 48 * p["score"] / series["max"]) for p in series["points"]]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in at)
    marks = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.6"/>' for x, y in at)
    return (
        f'<p><b>{escape(series["name"])}</b></p><svg viewBox="0 0 282 65"><polyline points="{line}" fill="none" '
        f'stroke="black"/>{marks}</svg>'
    )


def _scores(series: Sequence[Mapping[str, Any]]) -> str:
    days = sorted({(point["day"], point["date"]) for each in series for point in each["points"]})
    found = [{point["day"]: point["score"] for point in each["points"]} for each in series]
    rows = ((date, *(scores.get(day, "–") for scores in found)) for day, date in days)
    return _table(("Date", *(each["name"] for each in series)), rows)


def _form(content: Mapping[str, Any], head: str, _titles: Mapping[str, str]) -> str:
    grid, boxes = BOXES["grid"], BOXES["boxes"]
    drawn = "".join(
        f'<div class="box" style="left:{box["across"][0]}pt;top:{(box["rows"][0] - 1) * 12}pt;'
        f'width:{box["across"][1] - box["across"][0]}pt;height:{(box["rows"][1] - box["rows"][0] + 1) * 12}pt">'
        f"<b>{escape(box.get('number', item))}</b> {escape(box['says'])}</div>"
        for item, box in boxes.items()
    )
    return "".join(
        f'<div class="form">{head if at == 0 else ""}{drawn}'
        + "".join(
            f'<div class="value" style="left:{grid["left"] + (v["column"] - 1) * grid["pitch"]}pt;'
            f'top:{(v["row"] - 1) * grid["line"]}pt">{escape(v["text"])}</div>'
            for v in form["values"]
        )
        + "</div>"
        for at, form in enumerate(content["forms"])
    )


def _exhibit(content: Mapping[str, Any], head: str, _titles: Mapping[str, str]) -> str:
    pictures = (f'<img src="picture:{p["picture"]}" alt="{escape(p["alt"])}">' for p in content["pages"])
    return head + "".join(pictures)


WRITERS = {
    "cover_letter": _cover_letter,
    "contents": _contents,
    "superbill": _superbill,
    "cms1500": _form,
    "exhibit": _exhibit,
}
