"""The peers, as programs beside ours; `make bench` installs what they need.

Rule: each is written as its project's documentation shows (bench/peers), and tuned no further.
"""

from __future__ import annotations

from bench.running import OURS, ROOT, Contestant

PYTHON = ROOT / ".venv-bench" / "bin" / "python"
STORED = 10_000
"""People whose answers PicklePersistence keeps from before."""


def _peer(name: str, module: str, *options: str) -> Contestant:
    return Contestant(name, (str(PYTHON), "-m", f"bench.peers.{module}", *options))


PTB = _peer("PTB ConversationHandler", "ptb")
PTB_PICKLE = _peer(
    "PTB + PicklePersistence (its flush, once a minute, is in c)",
    "ptb",
    "--pickle",
    "--people",
    str(STORED),
)
PTB_LIMITER = _peer("PTB + AIORateLimiter", "ptb", "--limiter")
AIOGRAM = _peer("aiogram 3, memory, uvloop", "aiogram_bot")
AIOGRAM_REDIS = _peer("aiogram 3 + Redis, uvloop", "aiogram_bot")
"""Needs REDIS_URL: see `with_redis`."""
BY_NAME = {
    "ours": OURS, "ptb": PTB, "ptb_pickle": PTB_PICKLE, "ptb_limiter": PTB_LIMITER,
    "aiogram": AIOGRAM, "aiogram_redis": AIOGRAM_REDIS,
}  # fmt: skip


def named(name: str) -> Contestant:
    if name not in BY_NAME:
        raise SystemExit(f"no contestant is called {name}; there are {', '.join(BY_NAME)}")
    return BY_NAME[name]


def with_redis(url: str) -> Contestant:
    return AIOGRAM_REDIS.set(REDIS_URL=url)
