from dataclasses import dataclass, replace

import pytest

from devices.discovery import DeviceKind, UsbId, list_serial_devices


@dataclass(frozen=True)
class Port:
    device: str
    description: str = "n/a"
    vid: int | None = None
    pid: int | None = None
    serial_number: str | None = None
    manufacturer: str | None = None


@pytest.mark.parametrize(
    ("vid", "maker", "kind"),
    [
        (0x05E0, "Zebra (Symbol)", DeviceKind.SCANNER),
        (0x0C2E, "Honeywell (Metrologic)", DeviceKind.SCANNER),
        (0x05F9, "Datalogic (PSC)", DeviceKind.SCANNER),
        (0x1EAB, "Newland", DeviceKind.SCANNER),
        (0x065A, "Opticon", DeviceKind.SCANNER),
        (0x067E, "Intermec", DeviceKind.SCANNER),
        (0x0A5F, "Zebra", DeviceKind.PRINTER),
        (0x04F9, "Brother", DeviceKind.PRINTER),
        (0x0922, "Dymo", DeviceKind.PRINTER),
        (0x1203, "TSC", DeviceKind.PRINTER),
    ],
)
def test_a_known_vendor_says_what_a_device_probably_is_whatever_its_product_id(vid, maker, kind):
    [device] = list_serial_devices(lambda: [Port("/dev/ttyACM0", vid=vid, pid=0xBEEF)])
    assert (device.maker, device.kind_guess) == (maker, kind)


def test_a_generic_converter_is_never_claimed_to_be_anything():
    [device] = list_serial_devices(lambda: [Port("/dev/ttyUSB0", "USB Serial", 0x1A86, 0x7523, None, "QinHeng")])
    assert device.kind_guess is DeviceKind.CONVERTER
    assert device.maker == "QinHeng CH340"


def test_a_port_that_nobody_knows_is_listed_with_what_it_says_of_itself():
    known, plain = list_serial_devices(
        lambda: [Port("/dev/ttyS0"), Port("/dev/ttyACM1", "Thing", 0xCAFE, 0x4001, "77", "Acme")]
    )
    assert (known.port, known.maker, known.serial, known.description, known.kind_guess) == (
        "/dev/ttyACM1",
        "Acme",
        "77",
        "Thing",
        DeviceKind.UNKNOWN,
    )
    assert (plain.vid, plain.pid, plain.maker, plain.kind_guess) == (None, None, "", DeviceKind.UNKNOWN)


def test_ports_come_in_the_order_in_which_people_count():
    ports = [Port(name) for name in ("/dev/ttyUSB10", "COM12", "/dev/ttyUSB2", "COM3", "/dev/ttyACM0")]
    assert [device.port for device in list_serial_devices(lambda: ports)] == [
        "/dev/ttyACM0",
        "/dev/ttyUSB2",
        "/dev/ttyUSB10",
        "COM3",
        "COM12",
    ]


def test_the_ports_of_this_machine_can_be_listed():
    assert all(device.port for device in list_serial_devices())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0c2e:0720", UsbId(0x0C2E, 0x0720)),
        ("0C2E:0720:18207B45EC", UsbId(0x0C2E, 0x0720, "18207B45EC")),
        ("0c2e:0720:a:b", UsbId(0x0C2E, 0x0720, "a:b")),
    ],
)
def test_a_usb_id_is_read_as_people_write_it_and_written_back(text, expected):
    assert UsbId.parse(text) == expected
    assert UsbId.parse(str(expected)) == expected


@pytest.mark.parametrize("text", ["", "0c2e", "c2e:720", "0c2e:0720:", "0c2e-0720", "xxxx:0720"])
def test_what_is_no_usb_id_is_refused(text):
    with pytest.raises(ValueError, match='Expected a USB id like "0c2e:0720"'):
        UsbId.parse(text)


def test_a_device_answers_to_its_id_with_and_without_serial_number():
    [device] = list_serial_devices(lambda: [Port("COM3", vid=0x0C2E, pid=0x0720, serial_number="S1")])
    assert device.answers_to(UsbId(0x0C2E, 0x0720))
    assert device.answers_to(UsbId(0x0C2E, 0x0720, "S1"))
    assert not device.answers_to(UsbId(0x0C2E, 0x0720, "S2"))
    assert not device.answers_to(UsbId(0x0C2E, 0x0721))
    assert not replace(device, vid=None, pid=None).answers_to(UsbId(0x0C2E, 0x0720))
