"""Building blocks: functions of Vars and handlers that import no State."""
