"""Things sorted to whose table they lie on, and dots on those that lie on one's own."""
