"""What the chips of the status row say: queues, the central server, devices. Pure functions of the view."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.bench.sync_view import SyncView
from app.bench.view import BenchView, DeviceView, Tone
from ui.words.sync import SYNC_ICON, SYNC_STATE, contact_text, problem_texts, unsent_text
from ui.words.text import translate
from ui.words.vocabulary import DEVICE_REASON, DEVICE_ROLE, DEVICE_STATE
from ui.words.words import Words


@dataclass(frozen=True, slots=True)
class ChipText:
    """One chip: grey until it needs someone.

    Attributes:
        name: the whole sentence, for screen readers and the tool tip.
        short: what stands there when the row is crowded; "" for the text itself.
        page: the page that it leads to; "" for none.
        stays: goes last when there is no room for all.
    """

    icon: str
    text: str
    name: str
    tone: Tone = Tone.CALM
    short: str = ""
    page: str = ""
    stays: bool = False


def chips_of(view: BenchView, words: Words) -> tuple[ChipText, ...]:
    """The chips of a view, most urgent kinds first; a queue that is empty has none."""
    return (*_queues(view, words), *(_device(device, words) for device in _worst(view.devices)))


def _queues(view: BenchView, words: Words) -> Iterable[ChipText]:
    counts = view.counts
    if counts.labels_unknown:
        text = words(translate("chip", "look at %n labels", "", 1), count=counts.labels_unknown)
        yield ChipText("label", text, text, Tone.WARNING)
    if counts.labels_failed:
        text = words(translate("chip", "%n labels not printed", "", 1), count=counts.labels_failed)
        yield ChipText("label", text, text, Tone.ERROR)
    if counts.labels_waiting:
        text = words(translate("chip", "%n labels wait", "", 1), count=counts.labels_waiting)
        yield ChipText("label", text, text, Tone.WARNING if _printer_away(view.devices) else Tone.CALM)
    if counts.items_held:
        text = words(translate("chip", "%n on hold", "", 1), count=counts.items_held)
        yield ChipText("hold", text, text)
    if counts.parcels_parked:
        text = words(translate("chip", "%n parked", "", 1), count=counts.parcels_parked)
        yield ChipText("park", text, text)
    if view.sync is not None:
        yield from _central(view.sync, words)


def _central(sync: SyncView, words: Words) -> Iterable[ChipText]:
    """How the central server is, and what a lead has to settle. Being offline is no alarm: work goes on."""
    if sync.conflicts:
        text = words(translate("chip", "%n to settle", "", 1), count=sync.conflicts)
        name = words(translate("chip", "Benches disagree: %n cases for a shift lead", "", 1), count=sync.conflicts)
        yield ChipText("conflict", text, name, Tone.WARNING, page="conflicts")
    unsent = unsent_text(sync, words)
    told = _CENTRAL.get(sync.state)
    short = text = words(told, unsent=unsent) if told else unsent
    if sync.state == "offline" and sync.last_contact:
        text = words(translate("chip", "offline since {at}: {unsent}"), unsent=unsent, at=sync.last_contact)
    state = words.coded(SYNC_STATE, sync.state)
    what = problem_texts(sync.problem, words)[0] if sync.problem else ""
    name = words(
        translate("chip", "Central server: {state}. {unsent}. {contact}. {problem}"),
        state=state,
        unsent=unsent,
        contact=contact_text(sync, words),
        problem=what or " ",
    ).strip()
    tone = Tone.WARNING if sync.state in {"stopped", "error"} else Tone.CALM
    yield ChipText(SYNC_ICON.get(sync.state, "central"), text, name, tone, short=short, page="sync", stays=True)


_CENTRAL = {
    "sending": translate("chip", "sending: {unsent}"),
    "offline": translate("chip", "offline: {unsent}"),
    "stopped": translate("chip", "not sending: {unsent}"),
    "error": translate("chip", "look at the server: {unsent}"),
}


def _printer_away(devices: tuple[DeviceView, ...]) -> bool:
    return any(device.role == "printer" and device.state != "ready" for device in devices)


def _worst(devices: tuple[DeviceView, ...]) -> list[DeviceView]:
    """One device of each role: the one that is furthest from ready."""
    order = {"ready": 0, "connecting": 1, "attention": 2, "lost": 3}
    worst: dict[str, DeviceView] = {}
    for device in devices:
        known = worst.get(device.role)
        if known is None or order.get(device.state, 3) > order.get(known.state, 3):
            worst[device.role] = device
    return [worst[role] for role in sorted(worst)]


def _device(device: DeviceView, words: Words) -> ChipText:
    state = words.coded(DEVICE_STATE, device.state)
    reason = words.coded(DEVICE_REASON, device.reason) if device.reason else state
    role = words.coded(DEVICE_ROLE, device.role)
    name = words(translate("chip", "{role} {device}: {state}"), role=role, device=device.name, state=reason)
    tone = {"ready": Tone.CALM, "connecting": Tone.CALM}.get(device.state, Tone.WARNING)
    return ChipText(device.role if device.role in DEVICE_ROLE else "device", state, name, tone)
