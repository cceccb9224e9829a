"""Who is behind words without a cue: quotations over paragraphs, introductions, transcripts, nested reports."""

import datetime
from functools import cache

import pytest

from dateline.cast import Cast
from dateline.pipeline import code
from dateline.reading import Reading
from dateline.spans import cut
from dateline.stages.reading import Parser, load_parser, read
from dateline.stages.standing import status_at
from dateline.stages.standing_words import load_standing
from dateline.stages.voices import find_voices, load_voices
from dateline.stages.voicing.reporting import Reporting
from dateline.story import Story
from dateline.voices import Voices


@cache
def parser() -> Parser:
    return load_parser()


@cache
def reporting() -> Reporting:
    return load_voices()


def heard(*paragraphs: str) -> tuple[Reading, Voices]:
    text, spans, at = "\n\n".join(paragraphs), [], 0
    for paragraph in paragraphs:
        spans.append(cut(text, at, at + len(paragraph)))
        at += len(paragraph) + 2
    story = Story(text=text, paragraphs=tuple(spans))
    reading = read(story, parser())
    return reading, find_voices(story, reading, Cast(), reporting())


def chain_at(word: str, *paragraphs: str) -> list[str]:
    """The sources of a word from the inside to the outside; "" for one that the text does not name."""
    reading, voices = heard(*paragraphs)
    start = reading.text.index(word)
    token = reading.tokens_between(start, start + len(word))[0]
    return [u.source.span.text if u.source else "" for u in voices.chain(voices.speaker_at(token))]


SPEAKERS = [
    # a quotation over paragraphs, closed only at its end
    (
        "looted",
        ["Amina Diallo, a trader"],
        "“We were told to leave,” said Amina Diallo, a trader. “They burned our house.",
        "“Then they looted the shop.”",
    ),
    (
        "killed",
        ["The governor"],
        "The governor told the assembly:",
        '"The rebels attacked the bridge.',
        '"They killed two guards."',
    ),
    # single marks, left open over paragraphs
    (
        "stolen",
        ["the headmaster"],
        "‘They cut the water,’ said the headmaster. ‘The pump was stolen.",
        "‘Nobody guarded it.’",
    ),
    # no cue: who was introduced in the sentence before
    (
        "arrested",
        ["Maria Lopez"],
        "Maria Lopez was defiant.",
        '"The police arrested forty of us. We will march again."',
    ),
    (
        "flattened",
        ["Karim Aziz"],
        '"They will not come back," countered Leila Haddad.',
        'Karim Aziz laughed. "They flattened her kitchen last year."',
    ),
    # a report that opens with the words, and names the one who said them afterwards
    (
        "deserted",
        ["Omar Farouk"],
        '"We trained them for years and they deserted in a day."',
        "Omar Farouk gave his verdict in a hospital bed.",
    ),
    # the speaker goes on after a paragraph of the reporter
    (
        "sent",
        ["the imam, Boureima Sow"],
        '"We buried nineteen people," said the imam, Boureima Sow.',
        "The road to the village passes two burnt trucks.",
        '"The capital sent rice. It sent nobody else."',
    ),
    # what is told inside a quotation does not take it from its speaker
    ("shot", ["Rahima Begum"], "Rahima Begum sat down.", '"The soldiers told us to wait. Then they shot the men."'),
    # verbs after a quotation
    ("wounded", ["Kovacs"], "'My son was wounded on Friday,' Kovacs went on."),
]


@pytest.mark.parametrize(
    ("word", "chain", "paragraphs"), [(w, c, p) for w, c, *p in SPEAKERS], ids=lambda x: str(x)[:30]
)
def test_words_without_a_cue_have_their_speaker(word: str, chain: list[str], paragraphs: list[str]) -> None:
    assert chain_at(word, *paragraphs) == chain


NESTED = [
    ("struck", ["The ministry", "TASS"], "The ministry was quoted by TASS as saying that drones had struck the depot."),
    ("fled", ["a general", "State media"], "State media quoted a general as saying the rebels had fled."),
    ("left", ["Moscow", "The minister"], "The minister said he had been told by Moscow that the troops had left."),
    ("looted", ["He"], "He brushed aside reports that soldiers had looted the hospital."),
    ("locking", ["The exporter"], "The exporter denied having locked or locking the doors."),
    (
        "wiped",
        ["a source in the port authority"],
        "Hackers wiped the servers of three banks, a source in the port authority said.",
    ),
    ("stormed", ["a relative"], "Soldiers stormed the home of the premier and led him away, a relative told the BBC."),
    (
        "retaken",
        ["local officials"],
        "Militants carried out the attack, local officials said, adding that the army had retaken the post.",
    ),
    ("rejected", ["The envoy"], "The envoy said the truce was over and added that the council had rejected the plan."),
    ("whipped", ["the neighbours"], "His teacher, say the neighbours, whipped the slow ones."),
    ("shelled", ["witnesses"], "The army, witnesses told AFP, shelled the camp on Sunday."),
    ("strangling", ["a pensioner"], "The banks are strangling us, a pensioner said, and went to the back of the line."),
    ("attacked", ["Orban"], "Orban, who said migrants attacked the police, left the room."),
    ("sued", ["The maker"], "The maker said on Wednesday it had sued its rival."),
    (
        "arrested",
        ["a source close to the inquiry"],
        'Police arrested a gang called "DZ Mafia" on Monday, a source close to the inquiry said.',
    ),
    ("retaken", ["The army"], "The army said it had retaken the bridge, a claim the rebel group denied."),
    ("threatened", [""], "It was reported that Chad had threatened to expel the envoy; the ministry denied it."),
    ("named", [], "A clerk, who asked not to be named, said the vault was empty."),
    ("crossed", [""], "It was reported that troops had crossed the river."),
]


@pytest.mark.parametrize(("word", "chain", "text"), NESTED)
def test_reports_within_reports_keep_their_chain(word: str, chain: list[str], text: str) -> None:
    assert chain_at(word, text) == chain


TRANSCRIPT = (
    "LANG: Minister, did your navy fire on the boat?",
    "OKORO: Our coast guard fired at the engine. Nobody was hurt.",
    "LANG: Will you apologise?",
    "OKORO: We promised to investigate.",
    "I have told the family so.",
    "The broadcast ended at nine.",
)


def test_a_transcript_gives_each_turn_to_its_name() -> None:
    _, voices = heard(*TRANSCRIPT)
    turns = [(u.source.span.text, u.kind, len(u.content)) for u in voices.utterances
             if u.rules == ("voicing:transcript",) and u.source]  # fmt: skip
    assert [name for name, _, _ in turns] == ["LANG", "OKORO", "LANG", "OKORO"]
    assert {kind for _, kind, _ in turns} == {"direct"}
    assert chain_at("told", *TRANSCRIPT)[-1] == "OKORO"
    assert chain_at("ended", *TRANSCRIPT) == []


LISTS = [
    ("Budget: the council cut the money for schools.", "Parents went to court on Monday."),
    ("Deaths: at least 40 people were killed.", "Damage: two bridges fell.", "Aid: tents arrived on Friday."),
    ("March 2022: Russia attacked the city.", "May 2022: Residents fled.", "March 2022: The bridge fell."),
]


@pytest.mark.parametrize("paragraphs", LISTS)
def test_lists_with_colons_are_no_transcript(paragraphs: tuple[str, ...]) -> None:
    _, voices = heard(*paragraphs)
    assert all(u.rules != ("voicing:transcript",) for u in voices.utterances)


STATUSES = [
    ("murdered", "negated", "The ministry rejected as absurd claims that its agents had murdered the activist."),
    ("burned", "negated", "It is a lie that the guards burned the workshop, she said."),
    ("met", "hypothetical", "The judge declined to confirm or deny that he had met the banker."),
    ("arrested", "negated", "The envoy told the paper the police had arrested nobody."),
    ("storm", "hypothetical", "The families begged the army not to storm the camp."),
    ("meet", "planned", "The neighbours agreed not to threaten each other and to meet again in May."),
    ("consultations", "planned", "The president begins consultations on Wednesday afternoon."),
    ("fled", "actual", "The ministry did not reject reports that the guards fled."),
    ("attacked", "hypothetical", "The army did not confirm that it had attacked the town."),
    ("killed", "hypothetical", "Nobody said that soldiers had killed the priest."),
    ("attack", "planned", "The general hopes to attack the town."),
    ("attack", "negated", "The envoy dismissed as nonsense a report that his state planned to attack the island."),
]


@pytest.mark.parametrize(("word", "status", "text"), STATUSES)
def test_denials_and_demands_tell_the_status(word: str, status: str, text: str) -> None:
    reading, _ = heard(text)
    start = text.index(word)
    token = reading.tokens_between(start, start + len(word))[0]
    assert status_at(token, reading, load_standing()) == status


def test_a_denial_is_a_negated_deed_and_a_rejection(resources) -> None:
    text = "Russia said on Sunday Ukrainian forces attacked a depot. Ukraine denied that its troops attacked the depot."
    story = Story(text=text, paragraphs=(cut(text, 0, len(text)),), date=datetime.date(2024, 6, 3))
    coding = code(story, resources)
    told = {(e.event, e.status, e.chain) for e in coding.events}
    assert {("ASSAULT", "actual", ("Russia",)), ("ASSAULT", "negated", ("Ukraine",))} <= told
    by_id = {s.id: s for s in coding.statements}
    denial = next(e for e in coding.events if e.status == "negated")
    assert denial.statement is not None
    assert by_id[denial.statement].stance == "denial"
    assert {e.event for e in coding.events if e.id == by_id[denial.statement].event} == {"REJECT"}


def test_a_report_within_a_report_names_the_outer_one(resources) -> None:
    text = "Russia's defence ministry was quoted by TASS as saying that Ukrainian forces attacked a depot on Sunday."
    story = Story(text=text, paragraphs=(cut(text, 0, len(text)),), date=datetime.date(2024, 6, 3))
    coding = code(story, resources)
    inner = next(s for s in coding.statements if s.cue is not None and s.cue.text == "saying")
    outer = next(s for s in coding.statements if s.id == inner.within)
    assert outer.speaker == "TASS"
    assert [e.chain[1:] for e in coding.events if e.statement == inner.id] == [("TASS",)]
