"""The same few options for each of several rows."""
