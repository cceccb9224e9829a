"""The pieces of the voices stage: the reporting lexicon, sources, cues, contents, quotations."""
