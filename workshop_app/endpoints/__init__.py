"""HTTP routes beside the screens: sign-in cookie, QR code, health."""
