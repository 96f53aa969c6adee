import pytest

from devices.errors import DeviceError, DeviceReason
from devices.printers.file import FileTransport


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_labels_are_numbered_and_named_by_what_they_are(tmp_path):
    transport = FileTransport(tmp_path.as_uri())
    for data in (b"^XA^XZ", b"%PDF-1.4", b"\x89PNG\r\n", b"SIZE 100 mm"):
        transport.send(data)
    assert names(tmp_path) == ["label-000001.zpl", "label-000002.pdf", "label-000003.png", "label-000004.bin"]
    assert (tmp_path / "label-000001.zpl").read_bytes() == b"^XA^XZ"


def test_a_second_program_goes_on_counting_and_overwrites_nothing(tmp_path):
    FileTransport(tmp_path.as_uri()).send(b"^XA1^XZ")
    (tmp_path / "label-000007.pdf").write_bytes(b"kept")
    (tmp_path / "label-notes.txt").write_bytes(b"kept")
    FileTransport(tmp_path.as_uri()).send(b"^XA2^XZ")
    assert (tmp_path / "label-000008.zpl").read_bytes() == b"^XA2^XZ"
    assert (tmp_path / "label-000007.pdf").read_bytes() == b"kept"


def test_two_programs_at_once_never_take_the_same_file(tmp_path, monkeypatch):
    transport = FileTransport(tmp_path.as_uri())
    # The other program writes between our look into the folder and our claim.
    monkeypatch.setattr("devices.printers.file.Path.iterdir", lambda _: iter(()))
    transport.send(b"^XA1^XZ")
    transport.send(b"^XA2^XZ")
    assert (tmp_path / "label-000001.zpl").read_bytes() == b"^XA1^XZ"
    assert (tmp_path / "label-000002.zpl").read_bytes() == b"^XA2^XZ"


def test_a_folder_that_is_not_there_is_made_even_with_spaces_in_its_name(tmp_path):
    folder = tmp_path / "for the shift" / "labels"
    FileTransport(folder.as_uri()).send(b"^XA^XZ")
    assert names(folder) == ["label-000001.zpl"]


def test_a_place_that_cannot_be_written_is_an_error_with_nothing_written(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    address = (tmp_path / "file").as_uri()
    with pytest.raises(DeviceError) as caught:
        FileTransport(address).send(b"^XA^XZ")
    assert caught.value.bytes_written == 0
    assert caught.value.device == address


def test_a_label_that_could_not_be_written_whole_leaves_no_file(tmp_path, monkeypatch):
    def full(path, data):
        with path.open("wb") as file:
            file.write(data[:3])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("devices.printers.file.Path.write_bytes", full)
    with pytest.raises(DeviceError, match="No space left") as caught:
        FileTransport(tmp_path.as_uri()).send(b"^XA^XZ")
    assert caught.value.reason is DeviceReason.ABSENT
    assert caught.value.bytes_written == 0
    assert names(tmp_path) == []


def test_a_folder_answers_no_questions(tmp_path):
    with pytest.raises(DeviceError) as caught:
        FileTransport(tmp_path.as_uri()).ask(b"~HS", 1)
    assert caught.value.reason is DeviceReason.UNSUPPORTED


@pytest.mark.parametrize("address", ["file://", "file:labels", "file://server/share", "/srv/labels"])
def test_an_address_that_is_none_is_refused_with_the_form_named(address):
    with pytest.raises(DeviceError, match='expected "file:///FOLDER"') as caught:
        FileTransport(address)
    assert caught.value.reason is DeviceReason.MISCONFIGURED
