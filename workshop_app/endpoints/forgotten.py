"""«Glemt passord?»: a link by e-mail, for whoever has an account. Everybody is answered alike, and at once.

Only after the answer is it looked up whether there is such an account, so that neither words nor time tell it.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from workshop_app.domain.errors import WorkshopError
from workshop_app.endpoints.forms import back, filled, go, keeping, posted, too_large
from workshop_app.endpoints.security import NETWORK
from workshop_app.live.error_log import log_server_error
from workshop_app.reports.letters import Letters
from workshop_app.services.accounts import Accounts
from workshop_app.services.filled_in import email_address
from workshop_app.services.in_thread import in_thread
from workshop_app.services.limits import ASKED_FOR_LINK, ASKED_FOR_LINK_HERE, hidden
from workshop_app.services.mail import NotSent, Post

FORGOTTEN = "/glemt-passord"


@dataclass(frozen=True, kw_only=True)
class ForgottenPasswords:
    """The route behind the form of `/glemt-passord`; none where no letters are sent or no passwords taken."""

    accounts: Accounts
    letters: Letters
    post: Post
    _under_way: set[asyncio.Task[None]] = field(default_factory=set)

    def routes(self) -> list[Route]:
        """To be mounted before the pages."""
        is_open = self.post.is_open and self.accounts.sign_in.local
        return [Route("/konto/glemt-passord", self._ask, methods=["POST"])] if is_open else []

    async def _ask(self, request: Request) -> Response:
        form = await posted(request)
        if form is None:
            return too_large()
        given = filled(form, "email")
        try:
            email = email_address(given)
            await in_thread(self._demand_few, email, request.headers.get(NETWORK, ""))
        except WorkshopError as error:
            return keeping(request, back(FORGOTTEN, error), {"email": given})
        sending = asyncio.create_task(self._send(email))
        self._under_way.add(sending)
        sending.add_done_callback(self._under_way.discard)
        return go(f"{FORGOTTEN}?sendt=1")

    def _demand_few(self, email: str, network: str) -> None:
        limits = self.accounts.limits
        limits.demand_and_count(ASKED_FOR_LINK_HERE, network)
        limits.demand_and_count(ASKED_FOR_LINK, hidden(email), key="sign_in.slow_down")

    async def _send(self, email: str) -> None:
        try:
            link = await in_thread(self.accounts.forgotten, email)
            if link is not None:
                await self.post.send(await in_thread(self.letters.forgotten, link))
                # Only now: until a new link is on its way, the one that is out goes on working.
                await in_thread(self.accounts.give_out, link)
        except NotSent:
            return  # the post has said so
        except Exception as error:  # noqa: BLE001 -- nobody waits for what becomes of it
            log_server_error(error)
