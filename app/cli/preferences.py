"""Theme, language and volume as the operator last chose them; kept beside the settings, which only people write."""

import json
from typing import TYPE_CHECKING

from app.settings import Home, Settings

if TYPE_CHECKING:
    from ui.preferences import Preferences

FILE_NAME = "window.json"


def read_preferences(home: Home, settings: Settings) -> "Preferences":
    """What was chosen last, on top of what the settings say; a file that cannot be read counts as none."""
    from ui.preferences import Preferences

    bench = settings.bench
    chosen: dict[str, object] = {}
    try:
        stored = json.loads((home.path / FILE_NAME).read_text(encoding="utf-8"))
        if isinstance(stored, dict):
            chosen = stored
    except (OSError, ValueError):
        chosen = {}
    theme, language, volume = chosen.get("theme"), chosen.get("language"), chosen.get("volume")
    return Preferences(
        theme=theme if isinstance(theme, str) and theme in {"light", "dark", "contrast"} else bench.theme,
        language=language if isinstance(language, str) and language in {"en", "ru"} else bench.language,
        volume=volume if isinstance(volume, int) and 0 <= volume <= 100 else bench.sound,
    )


def write_preferences(home: Home, preferences: "Preferences") -> None:
    """Keep them; a disk that refuses costs the choice, not the work."""
    text = json.dumps(
        {"theme": preferences.theme, "language": preferences.language, "volume": preferences.volume}, indent=1
    )
    try:
        (home.path / FILE_NAME).write_text(text + "\n", encoding="utf-8")
    except OSError:
        return
