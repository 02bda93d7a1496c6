"""Pictures: made fit to publish when attached. Location and camera data go first; then the bytes are what is approved.

Pillow is loaded with the first picture: the window opens before that.
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

from office.contents import Picture
from office.desk import Refused
from office.journal.media import MediaStore
from office.journal.text import normalise
from office.rules.refusal import Refusal

if TYPE_CHECKING:
    from PIL import Image

FILE_LIMIT = 40_000_000
"""Bytes that are looked at at all: far above what any platform takes."""
PIXEL_LIMIT = 50_000_000
"""Above this a small file is likely to be a bomb, and a true picture is far larger than any platform shows."""
KINDS = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp", "GIF": "image/gif"}
THUMB = (480, 320)


@dataclass(frozen=True)
class Attached:
    picture: Picture
    thumb: bytes
    """A small PNG for the screen."""


def attach(store: MediaStore, data: bytes, name: str, limit: int = 5_000_000) -> Attached:
    """Clean a picture, keep it in the media store, and say what it is. `limit`: the platforms' bytes per picture.

    Raises Refused: picture.not-one, picture.too-big, picture.bomb, picture.animated.
    """
    if len(data) > FILE_LIMIT:
        raise Refused(Refusal("picture.too-big", {"size": len(data), "limit": limit}))
    image, kind = _opened(data)
    cleaned = _cleaned(image, kind)
    if len(cleaned) > limit:
        raise Refused(Refusal("picture.too-big", {"size": len(cleaned), "limit": limit}))
    digest = store.put(cleaned)
    width, height = image.size
    shown = " ".join(normalise(name[:200])[0].split())
    return Attached(Picture(digest, "", KINDS[kind], shown, width, height, len(cleaned)), thumbnail(cleaned))


def _opened(data: bytes) -> tuple[Image.Image, str]:
    """The decoded picture, upright."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=list(KINDS)) as image:
                kind = str(image.format)
                if image.width * image.height > PIXEL_LIMIT:
                    raise Refused(Refusal("picture.bomb", {"width": image.width, "height": image.height}))
                if getattr(image, "n_frames", 1) > 1:
                    raise Refused(Refusal("picture.animated"))
                image.load()
                return ImageOps.exif_transpose(image), kind
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Refused(Refusal("picture.bomb", {"width": 0, "height": 0})) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise Refused(Refusal("picture.not-one")) from error


def _cleaned(image: Image.Image, kind: str) -> bytes:
    """The pixels alone, saved anew: no EXIF, no XMP, no comments, no embedded thumbnail."""
    from PIL import Image

    bare = Image.new(image.mode, image.size)
    if image.mode == "P":
        bare.putpalette(image.getpalette() or [])
    bare.paste(image)
    transparency = image.info.get("transparency")
    options: dict[str, object] = {"transparency": transparency} if transparency is not None else {}
    if kind in ("JPEG", "WEBP"):
        options["quality"] = 90
    out = io.BytesIO()
    bare.save(out, kind, **options)
    return out.getvalue()


def thumbnail(data: bytes) -> bytes:
    """A small PNG; empty when the bytes are no picture."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data), formats=list(KINDS)) as image:
            image.thumbnail(THUMB)
            out = io.BytesIO()
            image.convert("RGBA").save(out, "PNG")
            return out.getvalue()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError):
        return b""
