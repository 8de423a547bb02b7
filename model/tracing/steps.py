"""Which steps of a calculation get a row of their own: those used twice, and those that make a formula too long."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from model.tracing.blocks import MONTHLY, TIMELESS, VALUE, Block, Book, Place, Row
from model.tracing.nodes import Element, Node

LONGEST = 8  # references in one formula
SHORT = 2  # references in a step that may be written twice
TOGETHER = ("sum", "min", "max")
Path = tuple[int, ...]


def add_steps(book: Book, months: int) -> None:
    """Give rows to the steps of all blocks, in order."""
    uses = _uses(book)
    for block in list(book.blocks):
        _Steps(book, uses, block, months).add()


def _uses(book: Book) -> Counter[Node]:
    """How many numbers each node is needed for."""
    uses: Counter[Node] = Counter()
    seen: set[Node] = set()
    waiting = [element for block in book.blocks for element in block.cells.values() if isinstance(element, Node)]
    while waiting:
        node = waiting.pop()
        if node in seen:
            continue
        seen.add(node)
        inner = [arg for arg in node.args if isinstance(arg, Node)]
        uses.update(inner)
        waiting.extend(inner)
    return uses


@dataclass(frozen=True, order=True)
class _Cut:
    """Where to cut: a path below the cells of a block; `part` where it is one of many parts of a sum or an extreme,
    `months` where there is one part for each month."""

    path: Path
    part: bool = False
    months: bool = False


@dataclass
class _Steps:
    """The steps of one block."""

    book: Book
    uses: Counter[Node]
    block: Block
    months: int
    cuts: set[_Cut] = field(default_factory=set)

    def add(self) -> None:
        """Decide at every cell where to cut, then cut all cells alike: a row has one formula."""
        own = list(self._own())
        for _, node in own:
            self._weigh_args(node, ())
        blocks: dict[tuple[str, Path], Block] = {}
        for cut in sorted(self.cuts, key=lambda cut: (-len(cut.path), cut)):
            reached = [(where, _at(root, cut.path)) for where, root in own]
            found = [(where, node) for where, node in reached if node is not None]
            months = {(node, month) for (_, month), node in found}
            several = {node for node, count in Counter(node for node, _ in months).items() if count > 1}
            for where, node in found:
                if node not in self.book.places:
                    self._place(node, cut, (where[0], VALUE) if node in several else where, blocks)
        self.block.steps.extend(blocks.values())

    def _own(self) -> Iterable[tuple[tuple[Row, int], Node]]:
        for (row, month), element in self.block.cells.items():
            if isinstance(element, Node) and self.book.places[element] == Place(self.block, row, month):
                yield (row, month), element

    def _weigh(self, element: Element, path: Path) -> int:
        """References in the text of an element; it is cut where it is long and used twice."""
        if not isinstance(element, Node):
            return 0
        if element in self.book.places or _Cut(path) in self.cuts:
            return 1
        weight = self._weigh_args(element, path)
        if weight > SHORT and self.uses[element] > 1:
            self.cuts.add(_Cut(path))
            return 1
        return weight

    def _weigh_args(self, node: Node, path: Path) -> int:
        if node.op in TOGETHER and len(node.args) > SHORT:
            return self._weigh_together(node, path)
        weights = {place: self._weigh(arg, (*path, place)) for place, arg in enumerate(node.args)}
        while sum(weights.values()) > LONGEST:
            heaviest = max(weights, key=lambda place: weights[place])
            if weights[heaviest] <= 1:
                break
            self.cuts.add(_Cut((*path, heaviest)))
            weights[heaviest] = 1
        return sum(weights.values())

    def _weigh_together(self, node: Node, path: Path) -> int:
        """A sum of cells, or of cells times cells, is a range; other parts are cut."""
        if not ranges(node, self.book):
            for place, arg in enumerate(node.args):
                if isinstance(arg, Node) and arg not in self.book.places:
                    self._weigh_args(arg, (*path, place))
                    self.cuts.add(_Cut((*path, place), part=True, months=len(node.args) == self.months))
        return SHORT

    def _place(self, node: Node, cut: _Cut, where: tuple[Row, int], blocks: dict[tuple[str, Path], Block]) -> None:
        """Put a step into the row that its path has, on the sheet where all its months stand."""
        (row, month), path, sheet = where, cut.path, self.block.sheet
        if cut.part:
            row, path, month, sheet = self._part(cut, where)
        elif sheet in MONTHLY and self._timeless(node):
            sheet, month = "opening", VALUE
        own = self.block
        new = Block(sheet, own.section, "step", own.name, own.over, own.members)
        block = blocks.setdefault((sheet, path), new)
        block.cells[row, month] = node
        self.book.places[node] = Place(block, row, month)

    def _part(self, cut: _Cut, where: tuple[Row, int]) -> tuple[Row, Path, int, str]:
        """Row, path, month and sheet of one of many parts: those of a figure over all months stand along them."""
        (row, month), (*path, part), sheet = where, cut.path, self.block.sheet
        if cut.months and sheet == "kpis":
            return (month - VALUE,), tuple(path), part, "lines"
        if cut.months and month == VALUE:
            return row, tuple(path), part, sheet
        return (*row, part), tuple(path), month, sheet

    def _timeless(self, node: Node) -> bool:
        place = self.book.places.get(node)
        if place:
            return place.block.sheet in TIMELESS
        return all(self._timeless(arg) for arg in node.args if isinstance(arg, Node))


def _at(root: Node, path: Path) -> Node | None:
    """The node at a path below a root, if there is one."""
    node: Element = root
    for place in path:
        if not isinstance(node, Node) or place >= len(node.args):
            return None
        node = node.args[place]
    return node if isinstance(node, Node) else None


def ranges(node: Node, book: Book) -> bool:
    """Whether a sum or extreme can be written over ranges: of cells, or for a sum of products of two cells."""
    args = node.args
    if all(arg in book.places for arg in args if isinstance(arg, Node)):
        return True
    if node.op != "sum":
        return False
    pairs = [arg.args for arg in args if isinstance(arg, Node) and arg not in book.places and arg.op == "*"]
    if len(pairs) != len(args):
        return False
    return all(_in_line([book.places.get(pair[side]) for pair in pairs]) for side in (0, 1))  # type: ignore[arg-type]


def _in_line(places: list[Place | None]) -> bool:
    """Whether places follow each other down a block, or along its months."""
    known = [place for place in places if place is not None]
    if len(known) < len(places) or len({place.block for place in known}) > 1:
        return False
    order = {row: number for number, row in enumerate(known[0].block.rows)}
    rows, months = [order[place.row] for place in known], [place.month for place in known]
    down = len(set(months)) == 1 and rows == list(range(rows[0], rows[0] + len(rows)))
    along = len(set(rows)) == 1 and months == list(range(months[0], months[0] + len(months)))
    return down or along
