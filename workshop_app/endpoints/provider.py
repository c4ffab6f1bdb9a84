"""The municipality's provider of sign-ins, asked by OpenID Connect: authorisation code with PKCE, through Authlib."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from ssl import SSLContext
from typing import Any

from authlib.integrations.base_client import OAuthError
from authlib.integrations.starlette_client import OAuth, StarletteOAuth2App
from authlib.oidc.core import CodeIDToken
from httpx2 import HTTPError, create_ssl_context
from joserfc.errors import ExpiredTokenError, InvalidClaimError, JoseError

from workshop_app.services import clock
from workshop_app.services.municipal_sign_in import Begun, Identity, SignInFailed

#: Seconds for each of the questions that the provider is asked.
_PATIENCE = 5.0
#: Seconds that its clock and ours may be apart.
_LEEWAY = 120
_ABOUT_TIME = frozenset({"exp", "iat", "nbf"})
_log = logging.getLogger("workshop")


@dataclass(frozen=True, kw_only=True)
class Provider:
    """A provider as the settings name it. `redirect_uri` is where it sends browsers back to.

    What it says about itself is read at the first sign-in and kept; new keys are fetched when they are first met.
    """

    issuer: str
    client_id: str
    client_secret: str
    group_claim: str
    redirect_uri: str
    #: Whom this machine trusts. Read once, since that takes long.
    _trusted: SSLContext = field(default_factory=create_ssl_context)

    async def begin(self) -> tuple[str, Begun]:
        """The address to send a browser to. Raises `SignInFailed`."""
        try:
            told = await self._client.create_authorization_url(self.redirect_uri)
        except (HTTPError, ValueError, RuntimeError) as error:
            raise _unusable(error) from error
        return told["url"], Begun(state=told["state"], nonce=told["nonce"], verifier=told["code_verifier"])

    async def identity(self, code: str, begun: Begun) -> Identity:
        """Who has come back with that code. Raises `SignInFailed`."""
        try:
            return self._identity(await self._claims(code, begun))
        except (OAuthError, JoseError) as error:
            if isinstance(error, (ExpiredTokenError, InvalidClaimError)) and error.claim in _ABOUT_TIME:
                _log.warning("A sign-in was refused by its time: is the clock of this machine right?")
                raise SignInFailed("municipal.clock") from error
            # The code of the error only: its description may name the person.
            _log.warning("A sign-in could not be trusted: %s", error.error)
            raise SignInFailed("municipal.not_trusted") from error
        except (HTTPError, ValueError, RuntimeError) as error:
            raise _unusable(error) from error

    @cached_property
    def _client(self) -> StarletteOAuth2App:
        return OAuth().register(
            "municipality",
            client_id=self.client_id,
            client_secret=self.client_secret,
            server_metadata_url=f"{self.issuer.rstrip('/')}/.well-known/openid-configuration",
            client_kwargs={
                "scope": "openid profile email",
                "code_challenge_method": "S256",
                "timeout": _PATIENCE,
                "verify": self._trusted,
            },
        )

    async def _claims(self, code: str, begun: Begun) -> Mapping[str, Any]:
        token = await self._client.fetch_access_token(
            redirect_uri=self.redirect_uri, code=code, code_verifier=begun.verifier
        )
        claims: Mapping[str, Any] | None = await self._client.parse_id_token(
            token,
            nonce=begun.nonce,
            claims_options={
                "iss": {"essential": True, "value": self.issuer},
                "aud": {"essential": True, "value": self.client_id},
                "sub": {"essential": True},
            },
            claims_cls=_IdToken,
            leeway=_LEEWAY,
        )
        if claims is None:
            raise OAuthError(error="no_id_token")
        return claims

    def _identity(self, claims: Mapping[str, Any]) -> Identity:
        is_verified = claims.get("email_verified") is not False
        groups = claims.get(self.group_claim)
        return Identity(
            issuer=self.issuer,
            subject=str(claims["sub"]),
            name=_text(claims, "name"),
            # Entra ID tells the address as the name to sign in with where `email` was not asked of it.
            email=(_text(claims, "email") or _text(claims, "preferred_username")) if is_verified else "",
            groups=frozenset(map(str, groups)) if isinstance(groups, list) else frozenset({str(groups or "")}),
        )


class _IdToken(CodeIDToken):  # type: ignore[misc]  # Authlib has no types
    """An ID token, by our clock."""

    def validate(self, now: float | None = None, leeway: int = 0) -> None:
        """Raise `JoseError` for a token that is not for us, now."""
        super().validate(now=int(now or clock.now().timestamp()), leeway=leeway)


def _text(claims: Mapping[str, Any], name: str) -> str:
    value = claims.get(name)
    return value if isinstance(value, str) else ""


def _unusable(error: Exception) -> SignInFailed:
    _log.warning("The provider of sign-ins (WORKSHOP_OIDC_ISSUER) can't be used: %s", type(error).__name__)
    return SignInFailed("municipal.provider_down")
