"""What the phone shows, one function to a `screen` of the frame. They are chosen in `page.py`."""
