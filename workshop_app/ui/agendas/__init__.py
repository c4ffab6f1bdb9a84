"""The municipality's own agendas: the list of them, and the editor."""
