"""The shapes of what is sent to browsers. Every text in them is ready to be read, in one language.

A frame is built once per version, role and language and sent to everybody of that kind. Lists are
lists and not tuples because the browser side iterates over them by these annotations.
"""
