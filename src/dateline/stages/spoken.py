"""Deeds done by saying: "the presence of the troops was illegal, the junta said" is an accusation by the junta."""

import msgspec

from dateline.cast import Cast, Mention
from dateline.deeds import Deed
from dateline.lexicon.index import Lexicon
from dateline.voices import Utterance, Voices


def with_speakers(deeds: tuple[Deed, ...], cast: Cast, voices: Voices, lexicon: Lexicon) -> tuple[Deed, ...]:
    """The deeds, those without a doer whose entry says `by_speaker` given the speaker of the words around them.

    Such a deed without a speaker is the newspaper's own judgement and no deed: it is left out.
    """
    told = (_spoken(deed, cast, voices) if _by_speaker(deed, lexicon) else deed for deed in deeds)
    return tuple(deed for deed in told if deed is not None)


def _by_speaker(deed: Deed, lexicon: Lexicon) -> bool:
    return deed.entry is not None and lexicon.entries[deed.entry].by_speaker


def _spoken(deed: Deed, cast: Cast, voices: Voices) -> Deed | None:
    if deed.actors:
        return deed
    utterance = voices.speaker_at(deed.frame.head)
    mention = _source(utterance, cast) if utterance else None
    if mention is None:
        return None
    others = tuple(m for m in deed.recipients if m.entity != mention.entity)
    return msgspec.structs.replace(deed, actors=(mention,), recipients=others, notes=(*deed.notes, "voices:speaker"))


def _source(utterance: Utterance, cast: Cast) -> Mention | None:
    """The mention that names the speaker: the source's own, else any of the same entity."""
    if utterance.entity is None:
        return None
    same = [m for m in cast.mentions if m.entity == utterance.entity]
    return next((m for m in same if m.head == utterance.speaker), same[0] if same else None)
