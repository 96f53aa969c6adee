"""The parts of the pages. Each draws itself from values that it is shown, and keeps nothing of the workflow."""
