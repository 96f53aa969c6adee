"""The three themes: light, dark, and high contrast for glare and for tired eyes."""

from ui.theme.theme import Theme, Tint

LIGHT = Theme(
    name="light",
    bg="#EEF0F2",
    surface="#FFFFFF",
    raised="#F7F8F9",
    line="#C9CED4",
    control="#7E8A96",
    text="#15191E",
    muted="#515A64",
    faint="#636D78",
    chosen="#15191E",
    on_chosen="#FFFFFF",
    focus="#0B57B7",
    restock=Tint(ink="#116B3C", wash="#DDF1E5", on_ink="#FFFFFF"),
    refurbish=Tint(ink="#0B57B7", wash="#DFEBFB", on_ink="#FFFFFF"),
    dispose=Tint(ink="#8A2B1B", wash="#F8E2DD", on_ink="#FFFFFF"),
    hold=Tint(ink="#7A5200", wash="#FBEFD0", on_ink="#FFFFFF"),
    error=Tint(ink="#A3160C", wash="#FBE3E0", on_ink="#FFFFFF"),
)

DARK = Theme(
    name="dark",
    bg="#14181C",
    surface="#1D2328",
    raised="#252C33",
    line="#3C464F",
    control="#7A8793",
    text="#F1F4F6",
    muted="#A9B4BE",
    faint="#8E99A4",
    chosen="#F1F4F6",
    on_chosen="#14181C",
    focus="#7DB4FF",
    restock=Tint(ink="#6FD39A", wash="#15382A", on_ink="#0E1713"),
    refurbish=Tint(ink="#7DB4FF", wash="#173252", on_ink="#0C141F"),
    dispose=Tint(ink="#FF9C8A", wash="#43221C", on_ink="#1E0F0C"),
    hold=Tint(ink="#F3C35B", wash="#40330F", on_ink="#1C1606"),
    error=Tint(ink="#FF8A7A", wash="#451C19", on_ink="#1F0B09"),
)

CONTRAST = Theme(
    name="contrast",
    bg="#000000",
    surface="#000000",
    raised="#000000",
    line="#FFFFFF",
    control="#FFFFFF",
    text="#FFFFFF",
    muted="#FFFFFF",
    faint="#C8C8C8",
    chosen="#FFFF00",
    on_chosen="#000000",
    focus="#00FFFF",
    restock=Tint(ink="#7CFFB2", wash="#002B14", on_ink="#000000"),
    refurbish=Tint(ink="#9CCBFF", wash="#001C3D", on_ink="#000000"),
    dispose=Tint(ink="#FFB3A6", wash="#3A0D05", on_ink="#000000"),
    hold=Tint(ink="#FFD966", wash="#2E2300", on_ink="#000000"),
    error=Tint(ink="#FF9E93", wash="#450500", on_ink="#000000"),
    edge_px=2.0,
)

THEMES: dict[str, Theme] = {theme.name: theme for theme in (LIGHT, DARK, CONTRAST)}


def theme_named(name: str) -> Theme:
    """The theme of that name; the light one for a name that this release does not know."""
    return THEMES.get(name, LIGHT)
