"""What a PDF can do by itself: named, and taken out of everything that is written."""

from typing import Any, Final

import pikepdf

from makewhole.documents.forms.reading.fields import widgets

_ACTIONS: Final = {
    "/JavaScript": "scripts",
    "/Launch": "actions that start programs",
    "/SubmitForm": "sending of its values",
}
_ROOT: Final = {"/OpenAction": "actions on opening", "/AA": "actions on opening"}
_NAMED: Final = {"/JavaScript": "scripts", "/EmbeddedFiles": "embedded files"}
_MOST = 5000


def active_content(pdf: pikepdf.Pdf, remove: bool = False) -> tuple[str, ...]:
    """What the file would do by itself, in words; with `remove` it is also taken out."""
    found = set[str]()
    root = pdf.Root
    for key, says in _ROOT.items():
        _take(root, key, says if not _is_script(root.get(key)) else "scripts", found, remove, only_actions=True)
    names = root.get("/Names")
    for key, says in _NAMED.items():
        _take(names, key, says, found, remove)
    _take(root, "/AF", "embedded files", found, remove)
    acroform = root.get("/AcroForm")
    _take(acroform, "/XFA", "a second form in XFA", found, remove)
    _take(acroform, "/CO", "scripts", found, remove)
    if remove and "/Perms" in root:
        del root["/Perms"]
    for page in pdf.pages:
        _take(page.obj, "/AA", "scripts", found, remove)
        _annotations(page, found, remove)
    return tuple(sorted(found))


def _annotations(page: pikepdf.Page, found: set[str], remove: bool) -> None:
    annotations = page.obj.get("/Annots")
    if not isinstance(annotations, pikepdf.Array):
        return
    for annotation in list(annotations)[:_MOST]:
        if not isinstance(annotation, pikepdf.Dictionary):
            continue
        action = annotation.get("/A")
        kind = str(action.get("/S", "")) if isinstance(action, pikepdf.Dictionary) else ""
        if kind in _ACTIONS:
            _take(annotation, "/A", _ACTIONS[kind], found, remove)
        _take(annotation, "/AA", "scripts", found, remove)
        if annotation.get("/Subtype") in ("/FileAttachment", "/RichMedia", "/Screen", "/Movie", "/Sound", "/3D"):
            found.add("embedded files")
    if not remove:
        return
    for _, widget in widgets(page):
        node: Any = widget.get("/Parent")
        for _ in range(12):
            if not isinstance(node, pikepdf.Dictionary):
                break
            _take(node, "/AA", "scripts", found, remove)
            _take(node, "/A", "scripts", found, remove)
            node = node.get("/Parent")
    unwanted = ("/FileAttachment", "/RichMedia", "/Screen", "/Movie", "/Sound", "/3D")
    kept = [
        each for each in annotations if not (isinstance(each, pikepdf.Dictionary) and each.get("/Subtype") in unwanted)
    ]
    if len(kept) < len(annotations):
        page.obj["/Annots"] = pikepdf.Array(kept)


def _take(holder: Any, key: str, says: str, found: set[str], remove: bool, only_actions: bool = False) -> None:
    if not isinstance(holder, pikepdf.Dictionary) or key not in holder:
        return
    if only_actions and isinstance(holder[key], pikepdf.Array):
        return  # a page to show first, not an action
    found.add(says)
    if remove:
        del holder[key]


def _is_script(action: Any) -> bool:
    return isinstance(action, pikepdf.Dictionary) and action.get("/S") == "/JavaScript"
