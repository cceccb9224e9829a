"""Deeds of bare sentences: parser, cast and lexicon without the rest of the pipeline, to try out entries."""

import msgspec

from dateline.cast import Cast
from dateline.deeds import Deed
from dateline.knowledge.index import KnowledgeIndex, load_index
from dateline.lexicon.agents import Agents, load_agents
from dateline.lexicon.examples import DAY
from dateline.lexicon.index import Lexicon, load_lexicon
from dateline.reading import Reading
from dateline.spans import cut
from dateline.stages.actors import find_cast
from dateline.stages.deeds import find_deeds
from dateline.stages.reading import Parser, load_parser, read_many
from dateline.story import Story


class Trial(msgspec.Struct, frozen=True):
    """What it takes to find the deeds of a sentence."""

    parser: Parser
    index: KnowledgeIndex
    agents: Agents
    lexicon: Lexicon

    @classmethod
    def load(cls) -> "Trial":
        """Load the parser, the knowledge tables and the lexicon."""
        parser = load_parser()
        return cls(
            parser,
            load_index(),
            load_agents(parser.spelling.variants),
            load_lexicon(parser.spelling.variants),
        )

    def deeds(self, sentences: list[str]) -> list[tuple[Deed, ...]]:
        """The deeds of each sentence and what guards held back, read as a story of its own, dated examples.DAY."""
        found = (find_deeds(reading, cast, self.lexicon) for _, reading, cast in self.scenes(sentences))
        return [tuple(sorted([*f.deeds, *f.guards], key=lambda d: d.frame.head)) for f in found]

    def scenes(self, sentences: list[str]) -> list[tuple[Story, Reading, Cast]]:
        """Each sentence as story, parsed, with its cast."""
        stories = [Story(text=s, date=DAY, paragraphs=(cut(s, 0, len(s)),)) for s in sentences]
        readings = read_many(stories, self.parser)
        return [
            (story, r, find_cast(story, r, self.index, self.agents)) for story, r in zip(stories, readings, strict=True)
        ]
