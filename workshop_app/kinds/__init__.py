"""The kinds of activities: one package to a kind, and everything that is special about it inside.

`rules.py` is pure, like `domain`: the form of its content, its phases, its answers, how they are counted and shown.
`screens.py` is what phones, projector and control screen show of it. Nothing outside lists the kinds: they are found
by their folders (`catalogue`, `live/views/screens.py`). `docs/adding-an-activity.md` shows how to add one.
"""
