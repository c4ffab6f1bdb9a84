"""The realtime part of one process: who is here, what they see, and sending it to them."""
