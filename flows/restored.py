"""A talk that comes back from a backup.

Rule: nothing is said here; what is on the person's screen is not known.
"""

from __future__ import annotations

import datetime as dt

from flows.conversation import Conversation
from flows.machine import first_number


def restored(conversation: Conversation, at: dt.datetime) -> Conversation:
    """Buttons of questions asked since the backup stay stale: no new question gets their number."""
    if conversation.next_ask == 1:
        return conversation
    number = max(conversation.next_ask, first_number(at))
    return conversation.model_copy(update={"next_ask": number})
