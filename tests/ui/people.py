"""The same view with somebody else at the bench."""

from msgspec.structs import replace

from app.bench.view import BenchView
from app.domain.vocabulary import Role


def lead(shown: BenchView) -> BenchView:
    """The same view with a shift lead at the bench."""
    return replace(shown, person=replace(shown.person, name="Lead 3", role=Role.LEAD)) if shown.person else shown


def russian(shown: BenchView) -> BenchView:
    """The same view with a person who reads Russian."""
    if shown.person is None:
        return shown
    return replace(shown, person=replace(shown.person, name="Приёмщик 12", language="ru"))
