"""Takes out of the packaged stylesheets and scripts what only GOV.UK and the MoJ may show.

The code is free to use; the typeface, the crown, the crest and the two mastheads are not.
The rich text editor goes too: nothing here uses it, and it would bring four more images.
"""

import re

FONT_STACK = "-apple-system,BlinkMacSystemFont,Segoe UI,Roboto,Helvetica Neue,Arial,sans-serif"

NOT_OURS = re.compile(
    r"\.(govuk-footer__(crown|copyright-logo)|govuk-(header|logo)|moj-header"
    r"|moj-organisation-(nav|switcher)|(moj-)?pds-header|moj-rich-text-editor)",
)

FONT_FACE = re.compile(r"@font-face\{[^{}]*\}")
SOURCE_MAP = re.compile(r"\s*(/\*#|//#) sourceMappingURL=\S+?(\.map)(\s*\*/)?\s*$")
INNERMOST_RULE = re.compile(r"([^{};]*)\{([^{}]*)\}")
EMPTY_AT_RULE = re.compile(r"@(media|supports)[^{};]*\{\s*\}")
SELECTOR_COMMA = re.compile(r",(?![^(]*\))")


def _without_their_selectors(rule: re.Match) -> str:
    prelude, body = rule.groups()
    if "." not in prelude or prelude.lstrip().startswith("@"):
        return rule.group(0)
    kept = [part for part in SELECTOR_COMMA.split(prelude) if not NOT_OURS.search(part)]
    return f"{','.join(kept)}{{{body}}}" if kept else ""


def strip_css(css: str) -> str:
    css = FONT_FACE.sub("", css)
    css = css.replace("GDS Transport,arial,sans-serif", FONT_STACK)
    css = INNERMOST_RULE.sub(_without_their_selectors, css)
    while EMPTY_AT_RULE.search(css):
        css = EMPTY_AT_RULE.sub("", css)
    css = css.replace("url(/assets/images/", "url(images/")
    return SOURCE_MAP.sub("", css) + "\n"


def strip_js(js: str) -> str:
    return SOURCE_MAP.sub("", js) + "\n"


def strip(name: str, content: bytes) -> bytes:
    if name.endswith(".css"):
        return strip_css(content.decode()).encode()
    if name.endswith(".js"):
        return strip_js(content.decode()).encode()
    return content
