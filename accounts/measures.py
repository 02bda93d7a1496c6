"""What each platform counts and takes, known without an account or a network: for the editor and the gate.

Each platform is loaded when it is first asked about: the window opens before that.
"""

from __future__ import annotations

from accounts.platform import Capabilities, Measured


def measure(platform: str, text: str) -> Measured:
    """The text's length as the platform counts it. An unknown platform is measured as X does, the strictest here."""
    if platform == "practice":
        from accounts.platforms.practice import LENGTH

        return Measured(len(text), LENGTH)
    from accounts.platforms.x_length import measure as measure_x

    return measure_x(text)


def capabilities(platform: str) -> Capabilities:
    """How many pictures, and how long their descriptions may be."""
    if platform == "practice":
        from accounts.platforms.practice import PracticePlatform

        return PracticePlatform.capabilities
    from accounts.platforms.x_limits import x_limits

    limits = x_limits()
    return Capabilities(images=limits.images, image_bytes=limits.image_bytes, alt_limit=limits.alt_characters)
