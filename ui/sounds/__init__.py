"""The earcons: four sounds and a tick."""
