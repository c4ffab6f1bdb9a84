"""One build for every address: Reflex's browser script asks the page for host and port.

As it comes, the script keeps the port of the build over http and drops the port over https. Both
lines are replaced before the pages are built; if either is not there, another Reflex is installed
than the one this was written for, and the build stops.
"""

from __future__ import annotations

#: The script, relative to `.web`.
STATE_SCRIPT = "utils/state.js"
#: What must be in the built pages afterwards, whatever the minifier did to the names around it.
TRACE = ".port=window.location.port"

_HOST_ONLY = "    endpoint.hostname = frontend_hostname;\n"
_HOST_AND_PORT = _HOST_ONLY + "    endpoint.port = window.location.port;\n"
_PORT_DROPPED = '      endpoint.port = ""; // Assume websocket is on https port via load balancer.\n'


class UnknownScript(Exception):
    """Reflex's script is not the one that this module knows how to change."""


def with_own_address(script: str) -> str:
    """The script with host and port taken from the page. Changing it twice changes nothing more."""
    if _HOST_AND_PORT in script and _PORT_DROPPED not in script:
        return script
    if script.count(_HOST_ONLY) != 1 or script.count(_PORT_DROPPED) != 1:
        message = f"Reflex's {STATE_SCRIPT} has changed: see workshop_app/own_address.py before upgrading Reflex."
        raise UnknownScript(message)
    return script.replace(_PORT_DROPPED, "").replace(_HOST_ONLY, _HOST_AND_PORT)
