"""What the pulse came to, beside the pulses before."""
