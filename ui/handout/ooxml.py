"""Elements of an office file that the library has no words for."""

from typing import Any

from pptx.oxml.ns import qn
from pptx.oxml.xmlchemy import OxmlElement


def element(tag: str, **attributes: str) -> Any:
    """An element of its own: `element("c:grouping", val="stacked")`."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(name, value)
    return made


def child(parent: Any, tag: str, **attributes: str) -> Any:
    """An element at the end of another."""
    made = element(tag, **attributes)
    parent.append(made)
    return made


def without(parent: Any, *tags: str) -> None:
    """Take away an element's children with some tags."""
    for tag in tags:
        for old in parent.findall(qn(tag)):
            parent.remove(old)
