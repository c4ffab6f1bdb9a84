"""The join code as a picture that scales without end."""

from __future__ import annotations

from base64 import b64encode
from functools import lru_cache
from io import BytesIO

#: Modules of white around the code; readers need four.
_QUIET_ZONE = 4


@lru_cache(maxsize=64)
def qr_data_uri(address: str) -> str:
    """`draw_qr` of an address that anybody may see; it is remembered."""
    return draw_qr(address)


def draw_qr(text: str) -> str:
    """`text` as an SVG QR code, error correction level Q, as a `data:` address for an image."""
    import qrcode  # noqa: PLC0415 -- slow import
    from qrcode.image.svg import SvgPathImage  # noqa: PLC0415 -- slow import

    code = qrcode.QRCode(
        error_correction=qrcode.constants.ERROR_CORRECT_Q, border=_QUIET_ZONE, image_factory=SvgPathImage
    )
    code.add_data(text)
    code.make(fit=True)
    picture = BytesIO()
    code.make_image().save(picture)
    return f"data:image/svg+xml;base64,{b64encode(picture.getvalue()).decode()}"
