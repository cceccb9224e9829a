"""What the IPTC's codes mean (data/formats/newscodes.yaml), for NewsML-G2, NITF and ninjs alike."""

from functools import cache

import msgspec

from dateline.resources import DATA, load

PATH = DATA / "formats/newscodes.yaml"


class Newscodes(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """data/formats/newscodes.yaml as it stands."""

    schemes: dict[str, str]
    replacing: list[str]
    withdrawn: dict[str, str]
    silent: dict[str, str]

    def shortened(self, uri: str) -> str:
        """http://cv.iptc.org/newscodes/mediatopic/20000053 → medtop:20000053; any other URI as it is."""
        for alias, scheme in self.schemes.items():
            for start in (scheme, scheme.replace("http:", "https:", 1)):
                if uri.startswith(start) and len(uri) > len(start):
                    return f"{alias}:{uri[len(start) :]}"
        return uri

    def alias(self, scheme: str) -> str | None:
        """The usual alias of a scheme's URI, with or without the last slash."""
        known = scheme.rstrip("/#").replace("https:", "http:", 1)
        return next((alias for alias, uri in self.schemes.items() if uri.rstrip("/") == known), None)


@cache
def newscodes() -> Newscodes:
    """The codes, loaded once; raises DataError where their file is broken."""
    return load(PATH, Newscodes)


__all__ = ["Newscodes", "newscodes"]
