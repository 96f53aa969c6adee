"""What is known before a parcel is opened: products and expected returns, as the reference data gives them."""

from msgspec import Struct


class Product(Struct, frozen=True):
    """One product of one client.

    Attributes:
        sku: the client's own number; unique together with `client`.
        gtins: its GTINs as 14 digits, zero-padded.
        category: free word of the client's catalogue; the policy's matrix knows apparel, electronics, home, hygiene, food, battery, hazmat.
        unit_value_cents: value of one unit in hundredths of `currency`; None when unknown.
        currency: ISO 4217 code; "" when the value is unknown.
        weight_g: None when unknown.
        image: path or address of a picture; "" when there is none.
    """

    sku: str
    client: str
    title: str
    category: str
    gtins: tuple[str, ...] = ()
    unit_value_cents: int | None = None
    currency: str = ""
    weight_g: int | None = None
    serialised: bool = False
    lot_tracked: bool = False
    expiry_tracked: bool = False
    returnable: bool = True
    hazmat: bool = False
    image: str = ""


class ExpectedLine(Struct, frozen=True):
    """One line of an expected return (RMA).

    Attributes:
        line: line number within the RMA, from 1.
        quantity: units announced.
        reason: a ReasonCode value, or the client's own word where it is none.
        serial: the serial number announced; None when none was.
        authorised_on, return_by: ISO dates; None when not given.
        unit_value_cents: in hundredths of `currency`; None when not given.
    """

    rma: str
    line: int
    sku: str
    quantity: int
    client: str = ""
    order: str = ""
    customer_ref: str = ""
    carrier: str = ""
    tracking: str = ""
    authorised_on: str | None = None
    return_by: str | None = None
    reason: str = ""
    serial: str | None = None
    unit_value_cents: int | None = None
    currency: str = ""
    requested_outcome: str = ""
    title: str = ""
