"""«Logg inn med jobbkontoen»: to the municipality's provider, and back.

What the answer must fit travels in a signed cookie of its own, for ten minutes, so that any worker can take the answer.
"""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from itsdangerous import BadSignature, URLSafeTimedSerializer
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from workshop_app.domain.access import ADMINISTRATOR, FACILITATOR, LEADER
from workshop_app.domain.errors import WorkshopError
from workshop_app.endpoints.forms import SIGN_IN, back, go, is_encrypted, own_path, with_cookie
from workshop_app.endpoints.security import NETWORK
from workshop_app.services.in_thread import in_thread
from workshop_app.services.limits import MUNICIPAL_SIGN_INS, Limits
from workshop_app.services.municipal_sign_in import Begun, MunicipalSignIn, SignInFailed
from workshop_app.services.sign_in import SignIn
from workshop_app.settings import Settings

if TYPE_CHECKING:
    from workshop_app.endpoints.provider import Provider

BEGIN = "/konto/kommune"
COME_BACK = f"{BEGIN}/tilbake"
FLOW_COOKIE = "workshop_flow"
_FLOW_SECONDS = 600


@dataclass(frozen=True, kw_only=True)
class MunicipalSignInRoutes:
    """The routes. `secret` signs the cookie; `signed_out_everywhere` is told whose other browsers are signed out."""

    provider: Provider
    municipal_sign_in: MunicipalSignIn
    limits: Limits
    secret: bytes
    signed_out_everywhere: Callable[[str], Awaitable[None]]

    def routes(self) -> list[Route]:
        """To be mounted before the pages."""
        return [Route(BEGIN, self._begin), Route(COME_BACK, self._come_back)]

    async def _begin(self, request: Request) -> Response:
        following = own_path(request.query_params.get("neste", ""))
        try:
            await self._demand_few(request)
            address, begun = await self.provider.begin()
        except WorkshopError as error:
            return back(SIGN_IN, error, neste=following)
        answer = go(address)
        answer.set_cookie(
            FLOW_COOKIE,
            self._serializer.dumps({**asdict(begun), "following": following}),
            max_age=_FLOW_SECONDS,
            path=BEGIN,
            httponly=True,
            samesite="lax",  # it comes back by a link of another site
            secure=is_encrypted(request),
        )
        return answer

    async def _come_back(self, request: Request) -> Response:
        following = ""
        try:
            await self._demand_few(request)
            begun, following = self._begun(request)
            identity = await self.provider.identity(_code(request), begun)
            entered = await in_thread(self.municipal_sign_in.enter, identity)
        except WorkshopError as error:
            answer: Response = back(SIGN_IN, error, neste=own_path(following))
        else:
            if entered.is_signed_out_elsewhere:
                await self.signed_out_everywhere(entered.person_id)
            answer = with_cookie(request, go(following), entered.cookie)
        answer.delete_cookie(FLOW_COOKIE, path=BEGIN, httponly=True, samesite="lax", secure=is_encrypted(request))
        return answer

    def _begun(self, request: Request) -> tuple[Begun, str]:
        """What this browser has begun, and where it was going. Raises `SignInFailed` for anything else."""
        try:
            told = self._serializer.loads(request.cookies.get(FLOW_COOKIE, ""), max_age=_FLOW_SECONDS)
        except BadSignature:
            raise SignInFailed("municipal.not_begun") from None
        following = own_path(told.pop("following"))
        begun = Begun(**told)
        if not hmac.compare_digest(request.query_params.get("state", "").encode(), begun.state.encode()):
            raise SignInFailed("municipal.not_begun")
        return begun, following

    @cached_property
    def _serializer(self) -> URLSafeTimedSerializer:
        return URLSafeTimedSerializer(self.secret, salt="municipal sign-in")

    async def _demand_few(self, request: Request) -> None:
        await in_thread(self.limits.demand_and_count, MUNICIPAL_SIGN_INS, request.headers.get(NETWORK, ""))


def _code(request: Request) -> str:
    """The code that the provider has sent along. Raises `SignInFailed` where it has sent none."""
    code = request.query_params.get("code", "")
    if not code:
        denied = request.query_params.get("error") == "access_denied"
        raise SignInFailed("municipal.denied" if denied else "municipal.not_trusted")
    return code


def municipal_routes(
    settings: Settings,
    sign_in: SignIn,
    *,
    limits: Limits,
    signed_out_everywhere: Callable[[str], Awaitable[None]],
) -> list[Route]:
    """The routes of the provider that the settings name; none where they name none."""
    if not settings.oidc_issuer:
        return []
    from workshop_app.endpoints.provider import Provider  # noqa: PLC0415 -- slow import

    return MunicipalSignInRoutes(
        provider=Provider(
            issuer=settings.oidc_issuer,
            client_id=settings.oidc_client_id or "",
            client_secret=settings.oidc_client_secret or "",
            group_claim=settings.oidc_group_claim,
            redirect_uri=f"{settings.public_url}{COME_BACK}",
        ),
        municipal_sign_in=MunicipalSignIn(
            database=sign_in.database,
            local=sign_in.local,
            groups={
                ADMINISTRATOR: frozenset(settings.oidc_administrators),
                FACILITATOR: frozenset(settings.oidc_facilitators),
                LEADER: frozenset(settings.oidc_leaders),
            },
        ),
        limits=limits,
        secret=settings.secret_key(),
        signed_out_everywhere=signed_out_everywhere,
    ).routes()
