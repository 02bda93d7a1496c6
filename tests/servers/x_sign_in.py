"""Signing in to the stand-in for X: OAuth 1.0a with its signatures really checked, and OAuth 2.0 with PKCE."""

import base64
import hashlib
import secrets
import time
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, quote, urlencode

from oauthlib.common import Request
from oauthlib.oauth1.rfc5849 import signature

from tests.servers.x_store import Problem

CODE_LIVES = 30


@dataclass
class App:
    key: str = "app-key-1"
    secret: str = "app-secret-1"
    client_id: str = "client-id-1"
    client_secret: str = ""


@dataclass
class Bearer:
    user: str
    scopes: tuple[str, ...]
    ends: float


@dataclass
class SignIn:
    """Tokens of both kinds. `seconds` is how long an OAuth 2.0 token lives."""

    app: App = field(default_factory=App)
    seconds: float = 7200
    tokens: dict[str, tuple[str, str]] = field(default_factory=dict)
    bearers: dict[str, Bearer] = field(default_factory=dict)
    refresh: dict[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    requests: dict[str, str] = field(default_factory=dict)
    pins: dict[str, str] = field(default_factory=dict)
    codes: dict[str, dict] = field(default_factory=dict)
    nonces: set[str] = field(default_factory=set)

    def give_token(self, user: str) -> tuple[str, str]:
        token, secret = f"{user}-{secrets.token_hex(12)}", secrets.token_hex(16)
        self.tokens[token] = (secret, user)
        return token, secret

    def give_bearer(self, user: str, scopes: tuple[str, ...]) -> dict:
        token, refresh = secrets.token_urlsafe(24), secrets.token_urlsafe(24)
        self.bearers[token] = Bearer(user, scopes, time.monotonic() + self.seconds)
        answer = {
            "token_type": "bearer",
            "expires_in": int(self.seconds),
            "access_token": token,
            "scope": " ".join(scopes),
        }
        if "offline.access" in scopes:
            self.refresh[refresh] = (user, scopes)
            answer["refresh_token"] = refresh
        return answer

    def expire_bearers(self) -> None:
        for bearer in self.bearers.values():
            bearer.ends = 0

    def user(self, method: str, url: str, headers: dict[str, str], form: str, scopes: list[str]) -> str:
        """Whose request this is. Raises Problem 401 or 403."""
        authorization = headers.get("authorization", "")
        if authorization.startswith("Bearer "):
            bearer = self.bearers.get(authorization.removeprefix("Bearer "))
            if bearer is None or bearer.ends < time.monotonic():
                raise Problem(401, "Unauthorized")
            missing = [scope for scope in scopes if scope not in bearer.scopes]
            if missing:
                raise Problem(403, f"Your token lacks the required scope {missing[0]}.")
            return bearer.user
        if authorization.startswith("OAuth "):
            return self._signed(method, url, headers, form)
        raise Problem(401, "Unauthorized")

    def _signed(self, method: str, url: str, headers: dict[str, str], form: str) -> str:
        token = self._parameters(headers).get("oauth_token", "")
        secret, user = self.tokens.get(token, ("", ""))
        if not user:
            raise Problem(401, "Unauthorized")
        self.check_signature(method, url, headers, form, secret)
        return user

    def _parameters(self, headers: dict[str, str]) -> dict[str, str]:
        fields = {"Authorization": headers.get("authorization", "")}
        return dict(signature.collect_parameters(headers=fields, exclude_oauth_signature=False))

    def check_signature(
        self, method: str, url: str, headers: dict[str, str], form: str, secret: str
    ) -> dict[str, str]:
        """The HMAC over everything, the time within five minutes, and no nonce twice. Raises Problem 401."""
        own = self._parameters(headers)
        if own.get("oauth_consumer_key") != self.app.key:
            raise Problem(401, "Could not authenticate you.")
        if abs(int(own.get("oauth_timestamp", "0")) - time.time()) > 300:
            raise Problem(401, "Timestamp out of bounds.")
        if own.get("oauth_nonce", "") in self.nonces:
            raise Problem(401, "Nonce used before.")
        self.nonces.add(own["oauth_nonce"])
        query = url.partition("?")[2]
        request = Request(url, method, form or None, {"Authorization": headers["authorization"]})
        request.params = signature.collect_parameters(
            uri_query=query,
            body=parse_qsl(form, keep_blank_values=True),
            headers={"Authorization": headers["authorization"]},
        )
        request.signature = own.get("oauth_signature", "")
        if not signature.verify_hmac_sha1(request, self.app.secret, secret):
            raise Problem(401, "Could not authenticate you.")
        return own

    # OAuth 1.0a with a PIN

    def request_token(self, url: str, headers: dict[str, str]) -> str:
        own = self.check_signature("POST", url, headers, "", "")
        if own.get("oauth_callback") != "oob":
            raise Problem(403, "Callback URL not approved for this client application.")
        token, secret = secrets.token_hex(10), secrets.token_hex(16)
        self.requests[token] = secret
        return urlencode(
            {"oauth_token": token, "oauth_token_secret": secret, "oauth_callback_confirmed": "true"}
        )

    def say_yes_by_pin(self, token: str) -> str:
        """What a person reads off X's page."""
        if token not in self.requests:
            raise Problem(401, "There is no request token for this page.")
        return self.pins.setdefault(token, f"{secrets.randbelow(10_000_000):07}")

    def access_token(self, url: str, headers: dict[str, str], form: str, user: str, username: str) -> str:
        token = self._parameters(headers).get("oauth_token", "")
        own = self.check_signature("POST", url, headers, form, self.requests.get(token, ""))
        verifier = own.get("oauth_verifier") or dict(parse_qsl(form)).get("oauth_verifier")
        if token not in self.pins or self.pins[token] != verifier:
            raise Problem(401, "Error processing your OAuth request: Invalid oauth_verifier parameter")
        del self.requests[token], self.pins[token]
        access, secret = self.give_token(user)
        return urlencode(
            {"oauth_token": access, "oauth_token_secret": secret, "user_id": user, "screen_name": username}
        )

    # OAuth 2.0 with PKCE

    def say_yes_by_code(self, query: dict[str, str], user: str) -> str:
        """Where X sends the browser after a person's yes."""
        needed = ("client_id", "redirect_uri", "scope", "state", "code_challenge")
        if query.get("response_type") != "code" or any(not query.get(name) for name in needed):
            raise Problem(400, "Something went wrong. You weren't able to give access to the App.")
        if query["client_id"] != self.app.client_id or query.get("code_challenge_method") != "S256":
            raise Problem(400, "Something went wrong. You weren't able to give access to the App.")
        code = secrets.token_urlsafe(20)
        self.codes[code] = {**query, "user": user, "ends": time.monotonic() + CODE_LIVES}
        return f"{query['redirect_uri']}?state={quote(query['state'])}&code={quote(code)}"

    def token(self, form: dict[str, str], headers: dict[str, str]) -> dict:
        """Raises Refused as the token endpoint does."""
        self._check_client(form, headers)
        if form.get("grant_type") == "refresh_token":
            kept = self.refresh.pop(form.get("refresh_token", ""), None)
            if kept is None:
                raise Refused(400, "invalid_request", "Value passed for the token was invalid.")
            return self.give_bearer(*kept)
        if form.get("grant_type") != "authorization_code":
            raise Refused(400, "unsupported_grant_type", "Value passed for the grant type was invalid.")
        code = self.codes.pop(form.get("code", ""), None)
        challenge = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        proof = base64.urlsafe_b64encode(challenge).rstrip(b"=").decode()
        if (
            code is None
            or code["ends"] < time.monotonic()
            or code["redirect_uri"] != form.get("redirect_uri")
        ):
            raise Refused(400, "invalid_request", "Value passed for the authorization code was invalid.")
        if not secrets.compare_digest(proof, code["code_challenge"]):
            raise Refused(
                400, "invalid_request", "Value passed for the code verifier did not match the code challenge."
            )
        return self.give_bearer(code["user"], tuple(code["scope"].split()))

    def _check_client(self, form: dict[str, str], headers: dict[str, str]) -> None:
        if self.app.client_secret:
            proof = base64.b64encode(f"{self.app.client_id}:{self.app.client_secret}".encode()).decode()
            if headers.get("authorization") != f"Basic {proof}":
                raise Refused(401, "unauthorized_client", "Missing valid authorization header")
        elif form.get("client_id") != self.app.client_id:
            raise Refused(400, "invalid_request", "Value passed for the client id was invalid.")


class Refused(Problem):
    """The token endpoint's own way to say no."""

    def __init__(self, status: int, error: str, description: str) -> None:
        super().__init__(status, description)
        self.body = {"error": error, "error_description": description}
