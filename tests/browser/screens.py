"""The two sizes every page is looked at in."""

PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 900}
WIDTHS = {"phone": PHONE, "desktop": DESKTOP}
NARROWEST = 320  # WCAG 1.4.10: 1280 pixels at 400 %


def context_options(name: str) -> dict:
    if name == "phone":
        return {"viewport": PHONE, "has_touch": True, "is_mobile": True}
    return {"viewport": DESKTOP}
