"""What the bench needs from other rooms, each as small as its use."""

from typing import Protocol

from app.domain.catalogue import ExpectedLine, Product
from app.labels.facts import ItemLabelFacts


class Reference(Protocol):
    """Products and expected returns, looked up while the operator waits."""

    def products_by_gtin(self, gtin14: str) -> tuple[Product, ...]:
        """Every product with this GTIN-14, by client and SKU."""

    def product(self, client: str, sku: str) -> Product | None:
        """One client's product."""

    def products_by_sku(self, sku: str) -> tuple[Product, ...]:
        """Every client's product with this SKU, by client."""

    def returns_by_tracking(self, tracking: str) -> tuple[ExpectedLine, ...]:
        """Every line of every expected return in the parcel with this number."""

    def returns_by_rma(self, rma: str) -> tuple[ExpectedLine, ...]:
        """Every line of this expected return."""

    def expected_elsewhere(self, sku: str, client: str) -> tuple[str, ...]:
        """Numbers of expected returns that announce this product."""


class LabelMaker(Protocol):
    """Asks for labels of this bench's label printer."""

    @property
    def name(self) -> str:
        """The printer's name; "" when there is none, then labels wait."""

    def order(self, facts: ItemLabelFacts, language: str) -> str:
        """One label to be drawn by the print thread, as the print queue keeps it."""
