"""Sizes on the screen: one set of figures drawn for 1280 × 800, scaled to the window as a whole."""

from dataclasses import dataclass

DRAWN_FOR = (1280, 800)
SMALLEST = (1024, 700)

_LEAST = 0.84
_MOST = 2.4


@dataclass(frozen=True, slots=True)
class Metrics:
    """Sizes in pixels of the window at hand.

    Attributes:
        scale: 1.0 at 1280 × 800; heights, gaps and type grow and shrink together, widths follow the window.
    """

    scale: float = 1.0

    def px(self, drawn: float) -> int:
        """A length drawn for 1280 × 800, in whole pixels of this window, at least one."""
        return max(1, round(drawn * self.scale))

    @property
    def gap(self) -> int:
        """Between two things that can be pressed."""
        return self.px(12)

    @property
    def margin(self) -> int:
        """Between the window's edge and its content."""
        return self.px(12)

    @property
    def padding(self) -> int:
        """Inside a card."""
        return self.px(14)

    @property
    def radius(self) -> int:
        """Of rounded corners."""
        return self.px(10)

    @property
    def touch(self) -> int:
        """Least height of what a gloved finger presses."""
        return self.px(72)

    @property
    def primary(self) -> int:
        """Least height of grades and of the action that is meant next."""
        return self.px(96)

    # Type, from the largest to the smallest.
    @property
    def banner(self) -> int:
        """The next step, and the letters of grades."""
        return self.px(30)

    @property
    def proposal(self) -> int:
        """What is proposed or decided."""
        return self.px(26)

    @property
    def heading(self) -> int:
        """Titles of cards and of the item in hand."""
        return self.px(20)

    @property
    def body(self) -> int:
        """What is read from where one stands."""
        return self.px(15)

    @property
    def small(self) -> int:
        """What is looked up, not read."""
        return self.px(13)


def metrics_for(width: int, height: int) -> Metrics:
    """The sizes for a window of that many logical pixels.

    The scale follows the height, and gives way by half when the window is narrower than its height would like; steps of 1/50
    keep a window that is being dragged from making a new set of fonts for every pixel.
    """
    tall = height / DRAWN_FOR[1]
    wide = width / DRAWN_FOR[0]
    wanted = min(tall, (tall + wide) / 2)
    return Metrics(round(max(_LEAST, min(_MOST, wanted)) * 50) / 50)
