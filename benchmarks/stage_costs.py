"""What the stages cost beside the parse, on the sample stories: seconds, and ratio to the parse's own time in this run.

usage: python benchmarks/stage_costs.py [ROUNDS]
"""

import sys
import time
from collections import Counter
from pathlib import Path

from dateline.formats import read_path
from dateline.pipeline import load_resources
from dateline.stages.actors import find_cast
from dateline.stages.places import find_places
from dateline.stages.reading import read_many
from dateline.stages.times import find_times
from dateline.stages.voices import find_voices
from dateline.story import Story

STORIES = Path(__file__).resolve().parent.parent / "examples/stories"


def main(rounds: int) -> None:
    """Print one line a stage."""
    stories = [s for p in sorted(STORIES.glob("*.txt")) for s in read_path(p) if isinstance(s, Story)]
    tools = load_resources()
    list(read_many(stories[:4], tools.parser))
    spent: Counter[str] = Counter()
    for _ in range(rounds):
        began = time.process_time()
        readings = list(read_many(stories, tools.parser))
        spent["parse"] += time.process_time() - began
        for story, reading in zip(stories, readings, strict=True):
            marks = [time.process_time()]
            find_times(story.text, story.paragraphs, story.date, tools.times, reading)
            marks.append(time.process_time())
            places = find_places(story, reading, tools.gazetteer)
            marks.append(time.process_time())
            cast = find_cast(story, reading, tools.index, tools.agents, places)
            marks.append(time.process_time())
            find_voices(story, reading, cast, tools.reporting)
            marks.append(time.process_time())
            for name, start, end in zip(("times", "places", "actors", "voices"), marks, marks[1:], strict=False):
                spent[name] += end - start
    for name, seconds in spent.items():
        print(f"{name:<8} {seconds:8.2f} s  {seconds / spent['parse']:6.1%} of the parse")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 2)
