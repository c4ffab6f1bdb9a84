"""The screens. Reflex lives here; what they show comes from `services` and `live`."""
