"""A deck of slides in one look: a title that says the message, places for texts, tables and charts, notes, alternative text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.opc.oxml import serialize_part_xml
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.presentation import Presentation as Opened
from pptx.slide import Slide
from pptx.text.text import TextFrame
from pptx.util import Emu, Inches, Pt

from ui.charts.palette import PALETTES
from ui.handout.brief import Brief
from ui.handout.ooxml import child, element
from ui.handout.settled import settled
from ui.handout.typeface import BOLD, PLAIN, Fitted, fitted
from ui.words import t

WIDE, HIGH = 13.333, 7.5  # inches
LEFT, RIGHT, TOP, BOTTOM = 0.6, 12.733, 1.55, 6.9  # of what stands under the title
MIDDLE, GAP = (LEFT + RIGHT) / 2, 0.35
HALF = (RIGHT - LEFT - GAP) / 2
TITLE = (LEFT, 0.42, RIGHT - LEFT, 0.98)
TITLE_SIZES = (24.0, 22.0, 20.0, 18.0, 16.0)
INK = PALETTES["light"]
FONT = "Arial"  # of every machine; our widths are those of a wider one, so that nothing overflows
LAYOUT = "Title Only"
POINTS = 72.0
NARROWER = 0.93  # our font is at least this much narrower than the one that we measure by
WEB = ("https://", "http://")
SHORT = 12  # characters of a hash that are read aloud
LANGUAGE = {"en": "en-GB", "fr": "fr-FR"}
TEXT_SIZES = (14.0, 13.0, 12.0, 11.0, 10.0)


@dataclass(frozen=True)
class Place:
    """Where something stands on a slide   [inches]."""

    left: float
    top: float
    wide: float
    high: float

    @property
    def emu(self) -> tuple[Emu, Emu, Emu, Emu]:
        """The same in the unit of the file."""
        return Inches(self.left), Inches(self.top), Inches(self.wide), Inches(self.high)

    @property
    def room(self) -> tuple[float, float]:
        """Width and height for texts as we measure them   [points]."""
        return self.wide * POINTS / NARROWER, self.high * POINTS


@dataclass(frozen=True, kw_only=True)
class Type:
    """How a text looks: sizes to try from the largest, the role of its colour."""

    sizes: tuple[float, ...] = TEXT_SIZES
    role: str = "ink"
    bold: bool = False
    right: bool = False
    middle: bool = False


BODY, SMALL, QUIET = Type(), Type(sizes=(11.0, 10.0, 9.0)), Type(sizes=(11.0, 10.0, 9.0), role="quiet")


def color(role: str) -> RGBColor:
    """The colour of a meaning."""
    return RGBColor.from_string(getattr(INK, role).lstrip("#"))


@dataclass(frozen=True)
class Deck:
    """Slides about one brief."""

    brief: Brief
    opened: Opened

    def slide(self, title: str, notes: Sequence[str]) -> Slide:
        """A new slide with its message on top, where it comes from in the notes, and the foot."""
        slide = self.opened.slides.add_slide(self.opened.slide_layouts[0])
        shown = fitted(title, Place(*TITLE).room, TITLE_SIZES, BOLD)
        slide.shapes.title.text_frame.text = ""
        self.run(slide.shapes.title.text_frame, shown, Type(bold=True))
        slide.notes_slide.notes_text_frame.text = "\n".join(note for note in notes if note)
        self._foot(slide)
        return slide

    def write(self, slide: Slide, place: Place, text: str, look: Type = BODY) -> None:
        """A text in its place, smaller or cut where it is too long."""
        box = slide.shapes.add_textbox(*place.emu)
        frame = box.text_frame
        _bare(frame)
        frame.vertical_anchor = MSO_ANCHOR.MIDDLE if look.middle else MSO_ANCHOR.TOP
        self.run(frame, fitted(text, place.room, look.sizes, BOLD if look.bold else PLAIN), look)

    def link(self, slide: Slide, place: Place, words: str, target: str) -> None:
        """Words with the address or code that they are about; an address of the web can be clicked."""
        self.write(slide, place, f"{words} {target}", SMALL)
        if target.startswith(WEB):
            slide.shapes[-1].text_frame.paragraphs[0].runs[0].hyperlink.address = target

    def items(self, slide: Slide, place: Place, texts: Sequence[str], look: Type = BODY) -> None:
        """Texts under one another, as many as there is room for; the last line says how many are left out."""
        left, top, room = texts, place.top, place.high
        for number, text in enumerate(texts):
            found = fitted(text, (place.room[0] - 12.0, 3.0 * look.sizes[0] * 1.25), look.sizes)
            high = (len(found.lines) * found.size * 1.25 + 5.0) / POINTS
            if high > room - (0.0 if number == len(texts) - 1 else 0.25):
                self.write(slide, Place(place.left, top, place.wide, 0.25), more(len(left)), QUIET)
                return
            self.write(slide, Place(place.left, top, 0.16, high), "•", Type(sizes=(found.size,), role=look.role))
            self.write(slide, Place(place.left + 0.17, top, place.wide - 0.17, high), text, look)
            left, top, room = left[1:], top + high, room - high

    def heading(self, slide: Slide, place: Place, text: str, role: str = "ink") -> None:
        """What a part of a slide is about."""
        self.write(slide, place, text, Type(sizes=(14.0, 12.0, 11.0), role=role, bold=True))

    def saved(self) -> bytes:
        """The file; the same brief gives the same bytes."""
        for slide in self.opened.slides:
            for part in (slide.element, slide.notes_slide.element):
                _spoken(part, LANGUAGE[self.brief.subject.style.language])
        held = BytesIO()
        self.opened.save(held)
        return settled(held.getvalue())

    def run(self, frame: TextFrame, found: Fitted, look: Type) -> None:
        """A fitted text as the only one of its frame."""
        paragraph = frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.RIGHT if look.right else PP_ALIGN.LEFT
        run = paragraph.add_run()
        run.text = found.text
        run.font.size, run.font.bold = Pt(found.size), look.bold
        run.font.color.rgb = color(look.role)

    def _foot(self, slide: Slide) -> None:
        brief = self.brief
        told = " · ".join(part for part in (brief.company, brief.names[0], brief.author, brief.day) if part)
        self.write(slide, Place(LEFT, 7.02, 11.2, 0.26), told, Type(sizes=(9.0,), role="quiet"))
        box = slide.shapes.add_textbox(*Place(RIGHT - 0.6, 7.02, 0.6, 0.26).emu)
        _bare(box.text_frame)
        box.text_frame.paragraphs[0].alignment = PP_ALIGN.RIGHT
        _number(box.text_frame)


def begun(brief: Brief) -> Deck:
    """An empty deck in our look."""
    opened = Presentation()
    opened.slide_width, opened.slide_height = Inches(WIDE), Inches(HIGH)
    _layouts(opened)
    _theme(opened)
    about = opened.core_properties
    about.title, about.author = brief.answer, brief.author or "Tandem"
    about.subject, about.language = brief.company, LANGUAGE[brief.subject.style.language]
    about.last_modified_by = about.keywords = ""
    about.created = about.modified = datetime.combine(brief.subject.day, datetime.min.time(), UTC).replace(tzinfo=None)
    return Deck(brief, opened)


def more(count: int) -> str:
    """'and 7 more'."""
    return t("brief.more", count=count)


def described(shape: Any, name: str, text: str) -> None:
    """Alternative text for a shape that is not text."""
    place = shape._element.xpath(".//p:cNvPr")[0]
    place.set("name", name)
    place.set("descr", text)


def _layouts(opened: Opened) -> None:
    """Only the layout with a title, the title where ours stands."""
    for layout in [one for one in opened.slide_layouts if one.name != LAYOUT]:
        opened.slide_layouts.remove(layout)
    for holder in (opened.slide_master, opened.slide_layouts[0]):
        for shape in list(holder.placeholders):
            if shape.placeholder_format.type == 1:  # the title
                shape.left, shape.top, shape.width, shape.height = Place(*TITLE).emu
                _bare(shape.text_frame)
                shape.text_frame.vertical_anchor = MSO_ANCHOR.TOP
            else:
                shape.element.getparent().remove(shape.element)


def _bare(frame: TextFrame) -> None:
    """No margins, lines broken at the end of the place."""
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.word_wrap = True


def _theme(opened: Opened) -> None:
    """Our colours and font, so that what somebody adds looks alike."""
    part = opened.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    root = parse_xml(part.blob)
    space = {"a": "http://schemas.openxmlformats.org/drawingml/2006/main"}
    ours = {
        "dk1": INK.ink, "lt1": INK.ground, "dk2": INK.quiet, "lt2": INK.grid, "accent1": INK.cro, "accent2": INK.coo,
        "accent3": INK.shared, "accent4": INK.good, "accent5": INK.bad, "accent6": INK.baseline, "hlink": INK.cro,
        "folHlink": INK.shared,
    }  # fmt: skip
    for name, value in ours.items():
        place = root.find(f".//a:clrScheme/a:{name}", space)
        for old in list(place):
            place.remove(old)
        child(place, "a:srgbClr", val=value.lstrip("#"))
    for latin in root.iterfind(".//a:fontScheme//a:latin", space):
        latin.set("typeface", FONT)
    part._blob = serialize_part_xml(root)


def _number(frame: TextFrame) -> None:
    """The slide's number, which follows when slides are moved."""
    paragraph = frame.paragraphs[0]._p
    field = child(paragraph, "a:fld", id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}", type="slidenum")
    fill = child(child(field, "a:rPr", sz="900"), "a:solidFill")
    child(fill, "a:srgbClr", val=INK.quiet.lstrip("#"))
    child(field, "a:t").text = "‹#›"


def _spoken(root: Any, tag: str) -> None:
    """Every run says its language, so that it is read aloud and spelt as such."""
    for run in root.iter(qn("a:r"), qn("a:fld")):
        look = run.find(qn("a:rPr"))
        if look is None:
            look = element("a:rPr")
            run.insert(0, look)
        look.set("lang", tag)
