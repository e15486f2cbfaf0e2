"""The browser files in the repository: whole, and free of what is not ours to show."""

import re

import pytest
from django.contrib.staticfiles import finders

from programme.vendoring import manifest
from programme.vendoring.packages import PACKAGES
from programme.vendoring.strip import strip_css, strip_js

FILES = manifest.vendored_files()
TEXTS = [path for path in FILES if path.suffix in {".css", ".js", ".svg"}]
NOT_OURS = re.compile(
    r"gds.?transport|@font-face|\.woff|crown|crest|logotype|copyright-logo|opengraph|govuk-icon"
    r"|\.govuk-header|\.moj-header|pds-header\{",
    re.IGNORECASE,
)


def test_manifest_lists_exactly_the_files_that_are_there_unchanged():
    recorded = manifest.read()

    assert manifest.describe_files() == recorded["files"]
    assert [package["spec"] for package in recorded["packages"]] == [p.spec for p in PACKAGES]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_file_is_a_font_or_a_logo(path):
    assert path.suffix in {".css", ".js", ".svg"}
    assert not NOT_OURS.search(path.name)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_no_file_names_the_font_the_crown_or_the_mastheads(path):
    assert NOT_OURS.search(path.read_text()) is None


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_every_file_a_stylesheet_asks_for_is_there(path):
    """Hashed file names in production fail on an address that leads nowhere."""
    text = path.read_text()

    for address in re.findall(r"url\(([^)]+)\)", text):
        assert (path.parent / address).is_file()
    assert "sourceMappingURL" not in text


def test_stripping_takes_out_only_what_is_not_ours():
    css = (
        "@font-face{font-family:GDS Transport;src:url(/assets/fonts/x.woff2)}"
        "@media print{.govuk-header__logotype{color:red}}"
        ".govuk-link:hover,.govuk-header__link:hover{color:blue}"
        ".moj-badge{font-family:GDS Transport,arial,sans-serif}"
        ".moj-filter__tag{background:url(/assets/images/icon.svg)}"
        "/*# sourceMappingURL=a.min.css.map */"
    )

    stripped = strip_css(css)

    assert stripped == (
        ".govuk-link:hover{color:blue}"
        ".moj-badge{font-family:-apple-system,BlinkMacSystemFont,Segoe UI,Roboto,Helvetica Neue,"
        "Arial,sans-serif}"
        ".moj-filter__tag{background:url(images/icon.svg)}\n"
    )


def test_stripping_a_script_leaves_its_code():
    assert strip_js("export{A};//# sourceMappingURL=a.js.map\n") == "export{A};\n"


@pytest.mark.parametrize("name", ["favicon.svg", "favicon-32.png", "touch-icon-180.png"])
def test_our_own_icons_are_served(name):
    assert finders.find(f"strands/{name}")
