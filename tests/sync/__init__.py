"""The agent against a real server."""
