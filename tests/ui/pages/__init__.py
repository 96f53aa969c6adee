"""The pages beside the bench."""
