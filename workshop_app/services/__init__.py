"""Use cases, one module per actor. No browser needed to call them."""
