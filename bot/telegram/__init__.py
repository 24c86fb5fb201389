"""Everything that knows the Bot API: what comes in becomes events, what goes out becomes calls."""

import os

# The library warns at each 429 until its spans of time are asked for as timedelta.
os.environ.setdefault("PTB_TIMEDELTA", "1")
