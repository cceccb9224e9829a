"""A mail as a file (RFC 5322, .eml) → the letter in it, as a press office sends one; attachments are only named."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from dateline.formats import lines
from dateline.formats.assembling import Found, assembled
from dateline.formats.authors import authors
from dateline.formats.charsets import decoded
from dateline.formats.desking import dated
from dateline.formats.embargo import released, without_line
from dateline.formats.fragments import CONTROLS, Block, blocks_of_html
from dateline.formats.kinds import Desk, Format
from dateline.formats.limits import LIMITS
from dateline.formats.moments import moment
from dateline.formats.streams import take
from dateline.formats.web_words import MailWords, mail_words
from dateline.formats.wire import is_crosshead
from dateline.story import Publication, Reject, Story

if TYPE_CHECKING:
    from email.message import EmailMessage, Message

FIELD = re.compile(rb"([!-9;-~]{1,60}):[ \t]?")
MACHINE = frozenset((b"message-id", b"mime-version", b"received", b"return-path", b"content-type", b"delivered-to"))
PERSON = frozenset((b"date", b"subject", b"to"))
LONG = re.compile(rb"\n(?![ \t])")


def holds(head: bytes) -> bool:
    """Whether bytes open with a mail's header: From, two of Date, Subject and To, and one that only programs write."""
    names = set[bytes]()
    for line in head.lstrip(b"\xef\xbb\xbf").split(b"\n", 400)[:400]:
        if not line.strip():
            break
        field = FIELD.match(line)
        if field:
            names.add(field[1].lower())
        elif line[:1] not in b" \t" or not names:
            return False
    return b"from" in names and len(names & PERSON) >= 2 and not names.isdisjoint(MACHINE)


def read(stream: BinaryIO, origin: str, at: Desk) -> Iterator[Story | Reject]:
    """The letter; its date is the one in its Date field, or the day on which its embargo ends.

    Quoted replies are cut, attachments named in a Reject.
    """
    raw = take(stream, LIMITS.file_bytes + 1)
    fault = _too_much(raw)
    if fault:
        yield Reject(origin, fault, "save its text alone")
        return
    try:
        from email import policy
        from email.parser import BytesParser

        letter = BytesParser(policy=policy.default).parsebytes(_bounded(raw))
        parts, words = _parts(letter), mail_words()
        body = next((text for kind in ("plain", "html") if (text := _body(parts, kind, words))), None)
    except Exception as error:  # the standard library's own faults over broken mails are of many kinds
        said = str(error) if isinstance(error, ValueError) else type(error).__name__
        yield Reject(origin, f"the mail cannot be read ({said[:100]})", "save its text alone")
        return
    if body is None:
        yield Reject(origin, "the mail holds no text", "give the report that it carries by itself")
    else:
        yield _story(letter, body, words, origin, at)
    if named := _attached(parts):
        more = "attachments are" if len(named) > 1 else "attachment is"
        yield Reject(
            origin, f"{len(named)} {more} not read: {', '.join(named)[:300]}", "save what is a report and give it"
        )


def _too_much(raw: bytes) -> str | None:
    """What is too much about a mail, before it is parsed: the standard library has no limits of its own."""
    if len(raw) > LIMITS.file_bytes:
        return f"a mail larger than {LIMITS.file_bytes:,} bytes"
    if raw.count(b"\n") > LIMITS.mail_lines:
        return f"a mail of more than {LIMITS.mail_lines:,} lines"
    if (
        len(re.findall(rb"boundary\s*=", raw, re.IGNORECASE)) > LIMITS.mail_parts
        or raw.count(b"\n--") > LIMITS.linked_nodes
    ):
        return f"a mail of more than {LIMITS.mail_parts} parts"
    return None


def _bounded(raw: bytes) -> bytes:
    """The mail with each field of its header cut to what a letter's may hold."""
    end = re.search(rb"\r?\n\r?\n", raw)
    head, rest = (raw[: end.start()], raw[end.start() :]) if end else (raw, b"")
    fields = LONG.split(head)[: LIMITS.linked_nodes]
    return b"\n".join(field[: LIMITS.mail_header] for field in fields) + rest


def _parts(letter: "Message") -> list["EmailMessage"]:
    """The parts that hold no parts, in order; those of a forwarded mail are its own and left out."""
    from email.message import EmailMessage

    waiting: list[object] = [letter]
    found: list[EmailMessage] = []
    while waiting and len(found) < LIMITS.mail_parts:
        part = waiting.pop(0)
        if isinstance(part, EmailMessage):
            inside = part.get_payload()
            if part.get_content_maintype() == "multipart" and isinstance(inside, list):
                waiting[:0] = list(inside)
            else:
                found.append(part)
    return found


def _body(parts: list["EmailMessage"], kind: str, words: MailWords) -> list[Block] | None:
    """The blocks of the first part of text/`kind` that says anything and is no attachment."""
    for part in parts:
        if _field(part, "content-type", "text/plain").split(";")[0].strip().lower() == f"text/{kind}" and not _is_file(
            part
        ):
            text = _text(part)
            found = blocks_of_html(text) if kind == "html" else _plain(text, words)
            found = [block for block in found if not words.dropped.fullmatch(block.text)]
            if kind == "html":
                found = _before_quoted(found, words)
            if found:
                return found
    return None


def _text(part: "EmailMessage") -> str:
    """The text of a part, whatever its charset says; format=flowed is joined again."""
    if len(str(part.get_payload())) > LIMITS.mail_text:
        raise ValueError("the letter is too long")
    payload = part.get_payload(decode=True)
    raw = payload if isinstance(payload, bytes) else b""
    declared = re.search(r"charset\s*=\s*\"?([\w:.-]+)", _field(part, "content-type"), re.IGNORECASE)
    text = CONTROLS.sub(" ", decoded(raw, declared[1] if declared else None))
    if re.search(r"format\s*=\s*\"?flowed", _field(part, "content-type"), re.IGNORECASE):
        text = re.sub(r"(?<!^--) \r?\n(?!>)", " ", text, flags=re.MULTILINE)
    return text


def _plain(text: str, words: MailWords) -> list[Block]:
    """The paragraphs of plain text, hand-wrapped lines joined; what is quoted or follows a signature is cut."""
    kept: list[str] = []
    for line in text.splitlines():
        if words.cut.fullmatch(line.strip()):
            break
        if not line.startswith(">"):
            kept.append("" if words.dropped.fullmatch(line.strip()) else line)
    whole = "\n".join(kept)
    return [Block(block.text) for block in lines.blocks(whole, is_crosshead)]


def _before_quoted(found: list[Block], words: MailWords) -> list[Block]:
    end = next((i for i, block in enumerate(found) if words.cut.fullmatch(block.text)), len(found))
    return found[:end]


def _story(letter: "Message", body: list[Block], words: MailWords, origin: str, at: Desk) -> Story | Reject:
    when = moment(_field(letter, "date").split("(")[0])
    until = released(body, when, words, at.wire.words)
    body = without_line(body, words) if until else body
    dates = dated(None, when, until)
    sender = _sender(letter)
    title = _field(letter, "subject") or None
    while title and (mark := words.reply.match(title)):
        title = title[mark.end() :] or None
    known = authors([sender] if sender else [], at.wire)
    publication = Publication(format="mail", published=dates.published, embargo=dates.embargo, publisher=sender)
    return assembled(
        Found(paragraphs=[block.text for block in body], heads=frozenset(i for i, b in enumerate(body) if b.head),
              title=title, date=dates.day, agency=known.agency,
              id=_field(letter, "message-id").strip("<> ") or None, publication=publication),
        origin, at,
    )  # fmt: skip


def _sender(letter: "Message") -> str | None:
    """The name of the sender; an address where there is no name."""
    from email.utils import parseaddr

    try:
        name, address = parseaddr(_field(letter, "from"))
    except (ValueError, IndexError, TypeError):
        return None
    return name or address or None


def _field(part: "Message", name: str, default: str = "") -> str:
    """A header field as one line of text; `default` where it is missing or beyond the standard library."""
    try:
        said = part.get(name)
        return " ".join(CONTROLS.sub(" ", str(said)).split()) if said is not None else default
    except Exception:  # it raises many kinds over broken fields, and one field costs only itself
        return default


def _is_file(part: "EmailMessage") -> bool:
    return _field(part, "content-disposition").lower().startswith("attachment")


def _attached(parts: list["EmailMessage"]) -> list[str]:
    """Names, or kinds, of what is attached; pictures that stand in the letter's HTML are none."""
    found: list[str] = []
    for part in parts:
        kind = _field(part, "content-type", "text/plain").split(";")[0].strip().lower()
        shown = part.get("content-id") is not None and kind.startswith("image/")
        if _is_file(part) or (not kind.startswith("text/") and not shown):
            found.append(_filename(part) or kind)
    return found


def _filename(part: "EmailMessage") -> str | None:
    try:
        name = part.get_filename()
    except Exception:  # as for fields
        return None
    return " ".join(CONTROLS.sub(" ", name).split())[:100] if name else None


MAIL = Format(name="mail", holds=holds, read=read, risky=True, loads=("lxml.html",))

__all__ = ["MAIL", "holds", "read"]
