"""Pictures: cleaned when attached; bombs, giants and impostors are refused with a reason."""

import io
from pathlib import Path

import pytest
from PIL import Image

from office.desk import Refused
from office.journal.media import MediaStore
from office.pictures import attach
from tests.office.test_posts import codes


@pytest.fixture
def store(tmp_path: Path) -> MediaStore:
    return MediaStore(tmp_path / "media")


def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 30), **more: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(out, kind, **more)
    return out.getvalue()


def test_place_and_camera_are_taken_out_before_anything_is_kept(store: MediaStore) -> None:
    exif = Image.Exif()
    exif[0x010F] = "SpyCam"
    exif[0x8825] = {1: "N", 2: (51.0, 30.0, 0.0)}
    made = attach(store, picture(exif=exif), "holiday.jpg")
    kept = store.get(made.picture.digest)
    assert b"SpyCam" not in kept
    assert not Image.open(io.BytesIO(kept)).getexif()


def test_it_says_what_it_is(store: MediaStore) -> None:
    made = attach(store, picture("PNG"), "plan.png").picture
    assert (made.mime, made.width, made.height, made.name, made.alt) == ("image/png", 40, 30, "plan.png", "")


def test_the_same_picture_is_kept_once(store: MediaStore) -> None:
    assert attach(store, picture(), "a").picture.digest == attach(store, picture(), "b").picture.digest


@pytest.mark.parametrize(
    "data", [b"", b"not a picture", picture()[:200], b"%PDF-1.4"], ids=["empty", "text", "cut short", "a PDF"]
)
def test_what_is_no_picture_is_refused(store: MediaStore, data: bytes) -> None:
    with pytest.raises(Refused) as refused:
        attach(store, data, "x.jpg")
    assert codes(refused) == {"picture.not-one"}


def test_one_that_is_too_big_for_the_platforms_is_refused(store: MediaStore) -> None:
    with pytest.raises(Refused) as refused:
        attach(store, picture("PNG", (600, 600)), "x.png", limit=100)
    assert codes(refused) == {"picture.too-big"}


def test_a_bomb_is_refused_before_it_is_unpacked(store: MediaStore) -> None:
    with pytest.raises(Refused) as refused:
        attach(store, picture("PNG", (20_000, 5_000)), "x.png")
    assert codes(refused) == {"picture.bomb"}


def test_a_moving_one_is_refused(store: MediaStore) -> None:
    out = io.BytesIO()
    frames = [Image.new("RGB", (9, 9), c) for c in ("red", "blue")]
    frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
    with pytest.raises(Refused) as refused:
        attach(store, out.getvalue(), "x.gif")
    assert codes(refused) == {"picture.animated"}


def test_see_through_and_palette_pictures_stay_as_they_look(store: MediaStore) -> None:
    out = io.BytesIO()
    Image.new("RGBA", (8, 8), (0, 0, 255, 0)).save(out, "PNG")
    kept = store.get(attach(store, out.getvalue(), "x.png").picture.digest)
    assert Image.open(io.BytesIO(kept)).convert("RGBA").getpixel((1, 1))[3] == 0
