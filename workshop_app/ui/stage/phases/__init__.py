"""The projector's screens, one component each: functions of the frame and the counters."""
