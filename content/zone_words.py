"""Short names of time zones, and the places that stand for part-hour offsets.

Letters that mean several zones list all of them, the likeliest first; summer names mean the place.
"""

from __future__ import annotations

PART_HOUR_ZONES = {
    "-9:30": "Pacific/Marquesas",
    "-3:30": "America/St_Johns",
    "+3:30": "Asia/Tehran",
    "+4:30": "Asia/Kabul",
    "+5:30": "Asia/Kolkata",
    "+5:45": "Asia/Kathmandu",
    "+6:30": "Asia/Yangon",
    "+8:45": "Australia/Eucla",
    "+9:30": "Australia/Darwin",
    "+10:30": "Australia/Lord_Howe",
    "+12:45": "Pacific/Chatham",
}
"""Every part-hour offset in use; where clocks change, the winter one."""

_ZONES = {
    "Africa/Johannesburg": "sast",
    "Africa/Lagos": "wat",
    "Africa/Maputo": "cat",
    "Africa/Nairobi": "eat",
    "America/Anchorage": "akst akdt",
    "America/Argentina/Buenos_Aires": "art",
    "America/Bogota": "cot",
    "America/Caracas": "vet",
    "America/Chicago": "ct cdt",
    "America/Denver": "mt mdt",
    "America/Halifax": "adt",
    "America/Lima": "pet",
    "America/Los_Angeles": "pt pdt",
    "America/New_York": "et edt",
    "America/Santiago": "clt clst",
    "America/Sao_Paulo": "brt",
    "America/St_Johns": "nst ndt",
    "Asia/Almaty": "almt",
    "Asia/Bangkok": "ict",
    "Asia/Dubai": "gst",
    "Asia/Hong_Kong": "hkt",
    "Asia/Jakarta": "wib",
    "Asia/Jayapura": "wit",
    "Asia/Jerusalem": "idt",
    "Asia/Karachi": "pkt",
    "Asia/Kathmandu": "npt",
    "Asia/Kuala_Lumpur": "myt",
    "Asia/Makassar": "wita",
    "Asia/Manila": "pht phst",
    "Asia/Seoul": "kst",
    "Asia/Singapore": "sgt",
    "Asia/Tashkent": "uzt",
    "Asia/Tehran": "irst",
    "Asia/Tokyo": "jst",
    "Asia/Yekaterinburg": "yekt",
    "Atlantic/Azores": "azot azost",
    "Australia/Adelaide": "acdt",
    "Australia/Perth": "awst",
    "Australia/Sydney": "aedt",
    "Europe/Berlin": "cet cest mez mesz",
    "Europe/Istanbul": "trt",
    "Europe/Lisbon": "wet west wez",
    "Europe/Moscow": "msk мск",
    "Europe/Samara": "samt",
    "Pacific/Auckland": "nzst nzdt nzt",
    "Pacific/Honolulu": "hst",
}
_SEVERAL = {
    "acst": ("Australia/Adelaide", "Australia/Darwin"),
    "aest": ("Australia/Sydney", "Australia/Brisbane"),
    "ast": ("America/Halifax", "America/Puerto_Rico", "Asia/Riyadh"),
    "bst": ("Europe/London", "Asia/Dhaka"),
    "cst": ("America/Chicago", "America/Mexico_City", "America/Regina", "Asia/Shanghai"),
    "eest": ("Europe/Athens", "Africa/Cairo"),
    "eet": ("Europe/Athens", "Africa/Cairo", "Africa/Tripoli", "Europe/Kaliningrad"),
    "est": ("America/New_York", "America/Jamaica", "America/Cancun"),
    "ist": ("Asia/Kolkata", "Asia/Jerusalem", "Europe/Dublin"),
    "mst": ("America/Denver", "America/Phoenix"),
    "oez": ("Europe/Athens", "Africa/Cairo", "Africa/Tripoli", "Europe/Kaliningrad"),
    "pst": ("America/Los_Angeles", "Asia/Manila"),
}
ABBREVIATIONS: dict[str, tuple[str, ...]] = {
    **{word: (zone,) for zone, words in _ZONES.items() for word in words.split()},
    **_SEVERAL,
    **dict.fromkeys(("utc", "gmt", "z", "zulu"), ("Etc/UTC",)),
}
