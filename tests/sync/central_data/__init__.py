"""What the central database makes of events, and what goes in and out of it beside them."""
