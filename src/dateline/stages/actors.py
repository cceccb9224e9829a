"""Story, Reading → Cast: who appears, with country, sector and office as of the story's date."""

from collections.abc import Mapping, Sequence

import msgspec

from dateline.cast import Cast, Mention
from dateline.coding import Place
from dateline.knowledge.index import KnowledgeIndex
from dateline.lexicon.agents import Agents
from dateline.reading import Reading
from dateline.spans import cut
from dateline.stages.casting.coreference import read_on
from dateline.stages.casting.drafts import Book
from dateline.stages.casting.ground import lay_ground
from dateline.stages.casting.names import find_names
from dateline.stages.casting.naming import settle_names
from dateline.stages.casting.offices import add_offices, fill_countries
from dateline.stages.casting.people import add_people, settle_people
from dateline.stages.casting.pronouns import FIRST
from dateline.stages.casting.things import add_things, countries_of, settle_codes
from dateline.story import Story


def find_cast(
    story: Story, reading: Reading, index: KnowledgeIndex, agents: Agents, places: Sequence[Place] = ()
) -> Cast:
    """All entities and mentions of a story but for I and we, which wait for the speakers.

    `places` are the story's toponyms: people and bodies that stand at one are its country's.
    """
    ground = lay_ground(story, reading, index, agents, places)
    names = settle_codes(ground, find_names(ground))
    countries = countries_of(ground, names)
    names = settle_people(ground, names, countries)
    book = Book(ground)
    add_things(ground, names, book)
    add_people(ground, names, book, countries)
    settle_names(ground, book)
    held = add_offices(ground, book)
    read_on(ground, book, held)
    fill_countries(book)
    return book.cast()


def resolve_speaker_pronouns(cast: Cast, reading: Reading, speakers: Mapping[int, int]) -> Cast:
    """The cast with I, we and their forms inside quotations as mentions of the speaker.

    `speakers` maps a token's index to the index of the entity that speaks the quotation around it.
    """
    taken = {m.head for m in cast.mentions}
    made = [_spoken(reading, t.i, speakers[t.i]) for t in reading.tokens
            if t.pos == "PRON" and t.lower in FIRST and t.i in speakers and t.i not in taken]  # fmt: skip
    mentions = sorted((*cast.mentions, *made), key=lambda m: (m.first, -m.last))
    return msgspec.structs.replace(cast, mentions=tuple(mentions)) if made else cast


def _spoken(reading: Reading, i: int, entity: int) -> Mention:
    token = reading.tokens[i]
    return Mention(
        span=cut(reading.text, token.start, token.end), first=i, last=i + 1, head=i, entity=entity, form="pronoun"
    )
