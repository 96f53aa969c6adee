import pytest

from devices.errors import DeviceError, DeviceReason
from devices.label import LabelDocument, LabelError, Rule
from devices.printers.encoders import ENCODERS, encoder
from devices.printers.file import FileTransport
from devices.printers.tcp import TcpTransport
from devices.printers.transports import open_transport
from tests.devices.printers.reading import FONTS


@pytest.mark.parametrize(
    ("address", "kind"), [("tcp://127.0.0.1:9100", TcpTransport), ("file:///srv/labels", FileTransport)]
)
def test_the_address_chooses_the_transport_and_nothing_is_connected(address, kind):
    transport = open_transport(address)
    assert isinstance(transport, kind)
    assert transport.address == address


@pytest.mark.parametrize("address", ["serial:///dev/ttyUSB1", "usb:///dev/usb/lp0", "cups://QUEUE"])
def test_a_transport_of_a_later_version_is_refused_with_that_said(address):
    with pytest.raises(DeviceError, match=r"starts with tcp://, file://; .*come with a later version") as caught:
        open_transport(address)
    assert caught.value.reason is DeviceReason.UNSUPPORTED


@pytest.mark.parametrize("address", ["lpd://printer", "127.0.0.1:9100", "", "TCP//x"])
def test_an_unknown_scheme_is_refused_with_the_known_ones_named(address):
    with pytest.raises(DeviceError, match=r"starts with tcp://, file://$"):
        open_transport(address)


@pytest.mark.parametrize(("language", "start"), [("zpl", b"^XA"), ("pdf", b"%PDF"), ("png", b"\x89PNG")])
def test_every_printer_language_has_its_encoder(language, start):
    assert encoder(language)(LabelDocument(57, 32, 203, (Rule(1, 1, 5, 1),)), FONTS).startswith(start)


def test_a_language_that_is_not_there_is_refused_with_the_known_ones_named():
    assert set(ENCODERS) == {"zpl", "pdf", "png"}
    with pytest.raises(LabelError, match='out of zpl, pdf, png, got "tspl"'):
        encoder("tspl")
