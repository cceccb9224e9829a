"""Pages and feeds of the web, fetched with manners and in safety; what they hold is for `formats` to tell."""

from dateline.fetching.rules import Limits, Refused, Rules
from dateline.fetching.state import State, load_state, save_state
from dateline.fetching.stories import Fetched, fetch_all

__all__ = ["Fetched", "Limits", "Refused", "Rules", "State", "fetch_all", "load_state", "save_state"]
