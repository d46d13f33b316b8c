"""Bring ru.po up to the template of the same folder; say what is untranslated."""

import pathlib
import sys

import polib


def main(folder):
    folder = pathlib.Path(folder)
    template = polib.pofile(str(next(folder.glob("*.pot"))), wrapwidth=78)
    path = folder / "ru.po"
    known = polib.pofile(str(path)) if path.exists() else polib.POFile()
    texts = {entry.msgid: entry.msgstr for entry in known if not entry.obsolete}
    result = polib.POFile(wrapwidth=78)
    result.metadata = {
        **template.metadata,
        "Language": "ru",
        "Plural-Forms": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && "
        "n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);",
    }
    for name in ("POT-Creation-Date", "PO-Revision-Date"):
        result.metadata.pop(name, None)
        template.metadata.pop(name, None)
    for entry in template:
        entry.msgstr = texts.get(entry.msgid, "")
        result.append(entry)
    result.save(str(path))
    empty = [entry.msgid for entry in result if not entry.msgstr]
    for msgid in empty:
        print(f"   {folder.parent.name}: {msgid!r}")
    print(f"{folder.parent.name}: {len(result)} terms, untranslated: {len(empty)}")
    for entry in template:
        entry.msgstr = ""
    template.save()


main(sys.argv[1])
