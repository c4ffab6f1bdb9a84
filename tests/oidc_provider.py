"""A provider of OpenID Connect as a process of its own: the library's, made to insist on PKCE as others do."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx

from tests.servers import free_port

_PROJECT = Path(__file__).resolve().parent.parent
_PATIENCE = 60.0
_EVERY = 0.05
#: Seconds that its tokens are good for.
TOKEN_LASTS = 600


class OidcProvider:
    """The provider, for as long as the block lasts. Any client is known to it, with any secret."""

    def __init__(self) -> None:
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self._browser = httpx.Client(verify=False)

    @property
    def issuer(self) -> str:
        return f"http://localhost:{self.port}"

    def __enter__(self) -> Self:
        command = [sys.executable, "-m", "tests.oidc_provider", str(self.port)]
        self._process = subprocess.Popen(
            command, cwd=_PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        deadline = time.monotonic() + _PATIENCE
        while not self._answers():
            assert self._process.poll() is None, "the provider has ended"
            assert time.monotonic() < deadline, "the provider does not answer"
            time.sleep(_EVERY)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()

    def end(self) -> None:
        """Let it be gone."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._browser.close()

    def know(self, subject: str, claims: Mapping[str, object]) -> None:
        """Have an account with these claims, whatever it had before."""
        self._browser.put(f"{self.issuer}/users/{subject}", json=dict(claims)).raise_for_status()

    def sign_in(self, address: str, subject: str) -> str:
        """Do there what that person does in a browser; returns where it is sent."""
        return self._answered(address, {"sub": subject})

    def deny(self, address: str) -> str:
        """The same for whoever gives up."""
        return self._answered(address, {"action": "deny"})

    def _answered(self, address: str, form: Mapping[str, str]) -> str:
        answer = self._browser.post(address, data=dict(form))
        assert answer.status_code == 302, answer.text
        return answer.headers["location"]

    def _answers(self) -> bool:
        try:
            return self._browser.get(f"{self.issuer}/.well-known/openid-configuration").is_success
        except httpx.TransportError:
            return False


def serve(port: int) -> None:
    """Serve until the process ends."""
    from authlib.oauth2.rfc7636 import CodeChallenge  # noqa: PLC0415 -- in the provider's process only
    from oidc_provider_mock import _app  # noqa: PLC0415 -- in the provider's process only

    challenges: dict[str, str | None] = {}

    class Pkce(CodeChallenge):
        def get_authorization_code_challenge(self, authorization_code):
            return challenges[authorization_code.code]

        def get_authorization_code_challenge_method(self, authorization_code):  # noqa: ARG002 -- Authlib's signature
            return "S256"

    class Grant(_app.AuthorizationCodeGrant):
        def __init__(self, *given):
            super().__init__(*given)
            Pkce(required=True)(self)

        def save_authorization_code(self, code, request):
            challenges[code] = request.payload.data.get("code_challenge")
            super().save_authorization_code(code, request)

    _app.AuthorizationCodeGrant = Grant
    _app.app(require_nonce=True, access_token_max_age=timedelta(seconds=TOKEN_LASTS)).run(
        host="localhost", port=port, use_reloader=False, threaded=True
    )


if __name__ == "__main__":
    serve(int(sys.argv[1]))
