"""A text that is translated when it is shown, not where it is written."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Text:
    """One text of the source, as Qt Linguist knows it.

    Attributes:
        context: where it stands: "say", "grade", "bench" …
        source: English, with `{name}` for each parameter and `%n` for the number that chooses the plural form.
        comment: what tells two equal sources apart; also shown to translators.
        plural: whether it has plural forms.
    """

    context: str
    source: str
    comment: str = ""
    plural: bool = False


def translate(context: str, source: str, comment: str = "", n: int | None = None) -> Text:
    """Mark a text for translation; the arguments are those of QCoreApplication.translate, which is what lupdate looks for.

    Any number in the place of `n` makes it a text with plural forms; the number that counts is given when it is shown.
    """
    return Text(context, source, comment, plural=n is not None)
