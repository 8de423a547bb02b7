"""Days and times of the store, for this reader: in the browser's own time zone."""

from datetime import datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st
from babel.dates import format_datetime

from ui.words import language


def day(at: str) -> str:
    """A moment as day and time."""
    try:
        moment = datetime.fromisoformat(at).astimezone(zone())
    except ValueError:
        return ""
    return format_datetime(moment, "d MMM yyyy, HH:mm", locale=language())


def zone() -> ZoneInfo:
    """The browser's own time zone."""
    try:
        return ZoneInfo(str(st.context.timezone or "UTC"))
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
