"""The small words of a share code: numbers, names by their checksum, and strangers' text made safe to show."""

import re
import zlib

NUMBER = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,20})?(e-[0-9]{1,2})?")


def checksum(member: str) -> str:
    """Eight hexadecimal digits that stand for a member's name in a code."""
    return f"{zlib.crc32(member.encode()):08x}"


def safe(text: str) -> str:
    """A stranger's text cut down to what can be shown anywhere."""
    return re.sub(r"[^A-Za-z0-9_. -]", "", text)[:40]
