"""Writing down what the unit will do."""
