"""Connecting an X account: between the sign-in's two halves its keys are in memory here, then in the keyring only."""

from __future__ import annotations

from accounts.platform import Profile, Rejected
from desktop.assemble.house import House

BROWSER_WAITS = 300.0
"""Seconds for a person to say yes in the browser."""


class Connection:
    """Every method may wait for the network or the keyring: network door. Raises PlatformFailure, VaultFailure,
    ValueError for a key that cannot be one."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._pin: object = None
        self._browser: object = None
        self._credentials: object = None

    def __repr__(self) -> str:
        return "Connection()"

    def begin_pin(self, key: str, secret: str) -> str:
        """The address of X's page that shows a PIN."""
        from accounts.platforms.x_signin import PinSignIn

        sign_in = PinSignIn(key, secret, now=self._house.now, on_server_date=self._house.servers.told)
        self._pin = sign_in
        return sign_in.start(self._house.deadline())

    def finish_pin(self, pin: str) -> Profile:
        from accounts.platforms.x_signin import PinSignIn

        if not isinstance(self._pin, PinSignIn):
            raise Rejected("Begin first: X gives the PIN on its own page.")
        self._credentials = self._pin.finish(pin, self._house.deadline())
        return self._profile()

    def begin_browser(self, client: str, secret: str) -> str:
        """The address of X's page; it comes back to this computer when somebody has said yes."""
        from accounts.platforms.x_signin import BrowserSignIn

        if isinstance(self._browser, BrowserSignIn):
            self._browser.close()
        sign_in = BrowserSignIn(client, secret, now=self._house.now, on_server_date=self._house.servers.told)
        self._browser = sign_in
        return sign_in.url

    def wait_for_browser(self) -> Profile:
        from accounts.platforms.x_signin import BrowserSignIn

        if not isinstance(self._browser, BrowserSignIn):
            raise Rejected("Begin first: X's page opens in the browser.")
        with self._browser as sign_in:
            self._credentials = sign_in.wait(self._house.deadline(BROWSER_WAITS))
        return self._profile()

    def keep(self, name: str) -> None:
        """Into the keyring, and out of memory."""
        from accounts.platforms.x_credentials import XCredentials

        if isinstance(self._credentials, XCredentials):
            self._house.vault.put(name, self._credentials.to_json())
        self._credentials = self._pin = self._browser = None

    def _profile(self) -> Profile:
        from accounts.platforms.x import XPlatform

        platform = XPlatform(
            self._credentials,  # type: ignore[arg-type]
            reading=True,
            writing=False,
            user_id=None,
            handle=None,
            on_server_date=self._house.servers.told,
            now=self._house.now,
        )
        return platform.profile(self._house.deadline())
