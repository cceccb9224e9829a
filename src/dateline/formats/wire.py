"""Plain wire text → Story: header, running text and credits, by the habits of the services."""

import datetime
import re
from collections.abc import Sequence

import msgspec

from dateline.formats import lines
from dateline.formats.dateline import Dateline, DatelineReader, date_of, dateline_reader
from dateline.formats.limits import LIMITS
from dateline.formats.people import Byline, Credits, PeopleReader, people_reader
from dateline.formats.words import WireWords, any_of, load_words
from dateline.spans import Span, cut, trimmed
from dateline.story import Reject, Story

DATED = re.compile(r"\s*date\s+(\d{4}-\d{2}-\d{2})(?!\d)[ \t]*")
SURROGATE = re.compile("[\ud800-\udfff]")
TITLE_END = re.compile(r"[\"'”’)\s]*(?:[.!?…]+[\"'”’)]*(?:\s|$)|[,.!?…\"'”’)]*\s*(?:[\n\r\u2028\u2029]|$))")
SPEAKER = re.compile(r"^[^\W\d_][^\W\d_ .'-]{2,30}(?: \([^()\n]{2,40}\))?:\s", re.MULTILINE)
"""SIEGEL: Good evening. Two such lines are a transcript, whose speakers are no datelines."""
MARKED = re.compile(r"[-–—*]\s+(\S.{0,78}?)\s+[-–—*]")
"""AFP's crossheads: - Like this -"""
SEARCHED = 3
"""A dateline is looked for in this many paragraphs: a summary may stand before the lead."""


class WireReader(msgspec.Struct, frozen=True):
    """The compiled words of wire services; make one with `wire_reader()` and read any number of stories with it."""

    words: WireWords
    datelines: DatelineReader
    people: PeopleReader
    day: re.Pattern[str]

    def read(self, text: str, *, origin: str = "", title: str | None = None, date: datetime.date | None = None,
             source_id: str | None = None) -> Story | Reject:  # fmt: skip
        """The story that `text` is. A title or date given here (a record's own fields) wins over those in the text."""
        fault = _fault(text)
        if fault:
            return Reject(f"{origin}{fault[0]}", fault[1], fault[2])
        first = DATED.match(text)
        said = _iso(first[1]) if first else None
        if first and said is None:
            return Reject(f"{origin}:1", f"there is no day {first[1]}", "write the date as YYYY-MM-DD")
        head = _Head(date=date or said, title=title)
        found = self._blocks(text, head, first.end() if first else 0)
        body = self._header(text, found, head)
        footer = self._footer(text, body, head.authors)
        return self._story(text, head, body, footer, origin, source_id)

    def _blocks(self, text: str, head: "_Head", start: int) -> list[Span]:
        """Paragraphs after the first line's date; the title, where it is known or stands on that line, is set apart."""
        if start:
            end = start + len(re.split(lines.BREAK, text[start:], maxsplit=1)[0])
            head.title, start = head.title or text[start:end].strip() or None, end
        start = max(start, self._after_title(text, head.title, start)) if head.title else start
        return lines.blocks(text, self._stands_alone, start)

    def _after_title(self, text: str, title: str | None, start: int) -> int:
        """Where the text goes on after its own title, 0 where it does not begin with it."""
        end = _end_of_copy(text, title or "", start)
        rest = text[end : end + LIMITS.title]
        closed = TITLE_END.match(rest)
        line = lines.BREAK.split(rest, maxsplit=1)[0].strip()
        return end + (closed.end() if closed else 0) if end and (closed or self.day.fullmatch(line)) else 0

    def _stands_alone(self, line: str) -> bool:
        """A line that is never joined to the one before or after it in wrapped text."""
        if is_crosshead(line) or self.people.byline(line) or self.people.is_role_line(line) or self.day.fullmatch(line):
            return True
        return len(line) < LIMITS.byline and self.words.is_notice(line)

    def _header(self, text: str, found: list[Span], head: "_Head") -> list[Span]:
        """Take title, byline, date and dateline off the top; what is left is the body."""
        body = list(found)
        if head.title is None and body and self._is_title(text, body):
            head.title = " ".join(body.pop(0).text.split())
        while len(body) > 1 and self._takes(body[0], head):
            body.pop(0)
        for i, block in enumerate(body[:SEARCHED]):
            line = self.datelines.read(text, block)
            if line and (line.agency or line.date or (i == 0 and len(SPEAKER.findall(text)) < 2)):
                head.dateline = line
                body[i : i + 1] = _rest(text, block, line)
                break
        return body

    def _takes(self, block: Span, head: "_Head") -> bool:
        """Whether a block belongs to the header; keeps what it says."""
        byline = self.people.byline(block.text)
        if byline:
            head.bylines.append(byline)
            return True
        if len(block.text) < LIMITS.byline and self.day.fullmatch(block.text):
            head.date = head.date or date_of(block.text, self.words)
            return True
        if head.bylines and self.people.is_role_line(block.text):
            return True
        agency = self.words.agency_names.get(block.text.strip("() ."))
        head.alone = head.alone or agency
        return agency is not None or self.words.is_notice(block.text)

    def _is_title(self, text: str, body: Sequence[Span]) -> bool:
        """The first block is a title if it is short and no sentence, or if a byline or a dateline follows it."""
        first = body[0]
        if len(body) < 2 or len(first.text) > LIMITS.title or self._opens_report(text, first):
            return False
        if _opens_quotation(first.text) or (SPEAKER.match(first.text) and len(SPEAKER.findall(text)) > 1):
            return False
        if not first.text.endswith((".", ":", ";", ",", "”", '"')):
            return not lines.BULLET.match(first.text) and len(first.text.split()) <= 30
        return len(first.text.split()) <= 30 and any(self._opens_report(text, block) for block in body[1:3])

    def _opens_report(self, text: str, block: Span) -> bool:
        return bool(self.people.byline(block.text) or self.datelines.read(text, block))

    def _footer(self, text: str, found: list[Span], authors: tuple[str, ...]) -> list[Credits]:
        """Take notices and credits off the end of `found`; one inside the last paragraph is cut off."""
        taken: list[Credits] = []
        while found:
            credit = self.people.credits(found[-1].text, authors)
            if credit:
                taken.insert(0, credit)
            elif not self.words.is_notice(found[-1].text):
                break
            last = found.pop()
            if credit and credit.start:
                found.append(trimmed(text, last.start, last.start + credit.start))
                break
        if found:
            found[-1] = self._without_tail(text, found[-1])
        return taken

    def _without_tail(self, text: str, last: Span) -> Span:
        """The last paragraph without its end mark: (ANI), Enditem."""
        mark = self.words.tail.search(text, max(last.start, last.end - LIMITS.tail), last.end)
        return trimmed(text, last.start, mark.start()) if mark and text[last.start : mark.start()].strip() else last

    def _story(self, text: str, head: "_Head", body: list[Span], footer: list[Credits], origin: str,
               source_id: str | None) -> Story | Reject:  # fmt: skip
        running = [block for block in body if not self.words.is_notice(block.text)]
        heads = [b for i, b in enumerate(running) if is_crosshead(b.text) or _is_subhead(running[i - 1 : i + 2])]
        paragraphs = [lines.without_bullet(text, block) for block in running if block not in heads]
        crossheads = tuple(_inner(text, block) for block in heads)
        if not paragraphs:
            return Reject(origin, "there is no running text", "give the report itself, not only its header")
        line = head.dateline
        return Story(text=text, date=head.date or (line.date if line else None), title=head.title,
                     byline=head.authors,
                     dateline=line.places if line else (), agency=head.agency(footer), crossheads=crossheads,
                     credits=_merged(footer), paragraphs=tuple(paragraphs), source_id=source_id,
                     origin=origin)  # fmt: skip


class _Head(msgspec.Struct):
    """The header as it is being read."""

    date: datetime.date | None = None
    title: str | None = None
    bylines: list[Byline] = msgspec.field(default_factory=list)
    dateline: Dateline | None = None
    alone: str | None = None

    @property
    def authors(self) -> tuple[str, ...]:
        """The names of all bylines."""
        return tuple(name for byline in self.bylines for name in byline.names)

    def agency(self, footer: list[Credits]) -> str | None:
        """The dateline's agency, else the byline's, else one that stands alone, else the credits'."""
        told = [self.dateline.agency if self.dateline else None, *(b.agency for b in self.bylines), self.alone]
        return next((name for name in (*told, *(c.agency for c in footer)) if name), None)


def wire_reader(words: WireWords | None = None) -> WireReader:
    """Load and compile the words of wire services; raises DataError where their file is broken."""
    words = words or load_words()
    day = rf"(?:{words.month}\s*\d{{1,2}},?\s+\d{{4}}|\d{{1,2}}\s+{words.month},?\s+\d{{4}}|\d{{4}}-\d{{2}}-\d{{2}})"
    label = rf"(?:(?:{any_of(words.data.date_labels)})\s*:?\s*)?(?:{words.weekday},?\s+)?"
    clock = r"(?:[,\s|·•–—-]*(?:at\s+)?\d{1,2}[:.]\d{2}.{0,30}|T\d{2}:\d{2}\S*)?\.?"
    return WireReader(words, dateline_reader(words), people_reader(words), re.compile(label + day + clock))


def is_crosshead(block: str) -> bool:
    """A short line in capitals that is no sentence, or one between dashes; small words may be in lower case."""
    if MARKED.fullmatch(block):
        return True
    upper, lower = sum(map(str.isupper, block)), sum(map(str.islower, block))
    if len(block) > LIMITS.crosshead or upper < 4 or upper < 4 * lower:
        return False
    return not lines.ends_sentence(block) and not lines.BREAK.search(block)


def _opens_quotation(block: str) -> bool:
    """Whether a block begins with a quotation that it does not close, or that holds a whole sentence."""
    mark = block[:1]
    closed = {"“": "”", '"': '"', "„": "“", "«": "»"}.get(mark)
    return closed is not None and (block.count(closed, 1) == 0 or bool(re.search(r"[.!?]\s", block[1:])))


def _is_subhead(around: Sequence[Span]) -> bool:
    """Whether the middle one of three blocks is a heading in small letters: few words, no stop, between paragraphs."""
    if len(around) < 3:
        return False
    before, block, after = (b.text for b in around)
    words = block.split()
    quoted = block[0] in "'\"‘“" and block[-1] in "'\"’”"
    if (
        not (1 if quoted else 2) <= len(words) <= 8
        or not words[0].lstrip("'\"‘“")[:1].isupper()
        or lines.BULLET.match(block)
    ):
        return False
    whole = lines.ends_sentence(before) and lines.ends_sentence(after) and len(after.split()) > 12
    return whole and not block.rstrip().endswith((",", "-", "–", "—")) and not lines.ends_sentence(block)


def _inner(text: str, block: Span) -> Span:
    """A crosshead without the dashes around it."""
    mark = MARKED.fullmatch(block.text)
    return cut(text, block.start + mark.start(1), block.start + mark.end(1)) if mark else block


def _fault(text: str) -> tuple[str, str, str] | None:
    """Place, reason and remedy where a text cannot be read at all."""
    if not text.strip("\ufeff \t\r\n\v\f\x00\u2028\u2029\u00a0"):
        return "", "there is no text", "give a report, or leave it out"
    if len(text) > LIMITS.story:
        return (
            "",
            f"{len(text):,} characters, more than the {LIMITS.story:,} of one story",
            "split it, one story a JSONL line",
        )
    half = SURROGATE.search(text)
    if half:
        return (
            "",
            f"half a character (surrogate {ord(half.group()):#x}) at character {half.start()}",
            "write it as UTF-8 again",
        )
    for number, line in enumerate(lines.lines(text), 1):
        if len(line.text) > LIMITS.paragraph:
            said = f"a paragraph of {len(line.text):,} characters, more than {LIMITS.paragraph:,}"
            return f":{number}", said, "put a blank line between paragraphs"
    return None


def _iso(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None


def _end_of_copy(text: str, title: str, start: int) -> int:
    """Where `text` has said the letters and digits of `title`, whatever is between them; 0 where it does not."""
    at = start
    for letter in filter(str.isalnum, title):
        while at < len(text) and not text[at].isalnum():
            at += 1
        if at == len(text) or text[at].casefold() != letter.casefold():
            return 0
        at += 1
    return at if at > start else 0


def _rest(text: str, block: Span, line: Dateline) -> list[Span]:
    rest = trimmed(text, line.end, block.end)
    return [rest] if rest.text else []


def _merged(footer: list[Credits]) -> dict[str, tuple[str, ...]]:
    """Credits of several lines as one, each name once a role."""
    found: dict[str, list[str]] = {}
    for credit in footer:
        for key, names in credit.names.items():
            found.setdefault(key, []).extend(n for n in names if n not in found.get(key, []))
    return {key: tuple(names) for key, names in found.items()}


__all__ = ["WireReader", "is_crosshead", "wire_reader"]
