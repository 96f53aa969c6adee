"""Between a bench's journal and the central database: handshake, push, pull, and the agent that does them all day."""
