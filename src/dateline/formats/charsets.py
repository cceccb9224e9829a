"""Bytes → text: by the byte order mark, else by the charset that they declare, else UTF-8, else Windows-1252."""

import codecs
import re

BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"),
)  # fmt: skip
TRUSTED = re.compile(
    r"utf-8|iso8859-\d+|cp125[0-8]|cp86[26]|cp874|koi8-[ru]|mac-(?:roman|cyrillic)|gb2312|gbk|gb18030|big5"
    r"|euc_(?:jp|kr)|shift_jis|cp93[26]|cp949|tis-620"
)
"""Python's names of the charsets that the web uses. Others (UTF-7, escapes) turn plain bytes into markup."""
AS_WINDOWS = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254"}
"""As browsers do: what is declared as Latin-1 is written in Windows-1252."""
IN_META = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.IGNORECASE)
IN_XML = re.compile(rb"\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_:.-]{2,40})[\"']", re.IGNORECASE)
DECLARED_WITHIN = 8_192
"""Browsers look at 1,024 bytes; some templates put long scripts first."""
BROKEN = "\ufffd"


def decoded(raw: bytes, declared: str | None = None) -> str:
    """All of `raw` as text, whatever it holds; bytes that mean nothing become U+FFFD. Raises nothing.

    `declared` is a charset named outside of the bytes (a mail's header); without it, one named in HTML or XML counts.
    """
    mark = next((name for bom, name in BOMS if raw.startswith(bom)), None)
    if mark:
        return raw.decode(mark, "replace")
    name = trusted(declared) or trusted(named_within(raw))
    for coding in (name, "utf-8"):
        if coding:
            try:
                return raw.decode(coding)
            except (UnicodeDecodeError, LookupError):
                continue
    return _damaged(raw, name)


def trusted(label: str | None) -> str | None:
    """Python's codec for a charset's name; None where nothing is named, or nothing that the web uses."""
    try:
        name = codecs.lookup((label or "").strip()).name
    except (LookupError, ValueError):
        return None
    name = AS_WINDOWS.get(name, name)
    return name if TRUSTED.fullmatch(name) else None


def named_within(raw: bytes) -> str | None:
    """The charset that an XML declaration or a <meta> element names."""
    found = IN_XML.match(raw) or IN_META.search(raw, 0, DECLARED_WITHIN)
    return found[1].decode("ascii") if found else None


def opening(head: bytes) -> str:
    """The first bytes as text, to tell a format by; white space and byte order mark are left off."""
    mark = next((name for bom, name in BOMS if head.startswith(bom)), None)
    text = head[: len(head) // 4 * 4].decode(mark, "replace") if mark else head.decode("latin-1")
    return text.lstrip("\ufeff \t\r\n\f")


def _damaged(raw: bytes, name: str | None) -> str:
    """UTF-8 with a few broken bytes stays UTF-8; else the declared charset, else Windows-1252."""
    loose = raw.decode("utf-8", "replace")
    foreign = loose.count(BROKEN)
    if foreign * 10 <= sum(letter > "\x7f" for letter in loose):
        return loose
    return raw.decode(name if name and name != "utf-8" else "cp1252", "replace")


__all__ = ["decoded", "named_within", "opening", "trusted"]
