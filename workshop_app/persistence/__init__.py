"""The database. The only package that knows SQLAlchemy; nothing of it leaves but plain values."""
