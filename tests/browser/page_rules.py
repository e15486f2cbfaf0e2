"""What must hold on every page, whatever is on it: asked of the page itself, in the browser."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = Axe()

RULES = """() => {
  const problems = [];
  const shown = (e) => e.checkVisibility({visibilityProperty: true, opacityProperty: true});
  if (document.documentElement.lang !== "en-GB") problems.push("the page does not say its language");
  const headings = [...document.querySelectorAll("h1")].filter(shown);
  if (headings.length !== 1) problems.push(`${headings.length} main headings`);
  if (!/^(Error: )?\\S.* – Strands$/.test(document.title)) problems.push(`title “${document.title}”`);
  const mistake = document.querySelector("main .govuk-error-summary");
  if (Boolean(mistake) !== document.title.startsWith("Error: ")) problems.push(`title “${document.title}” with ${mistake ? "an" : "no"} error summary`);
  for (const link of document.querySelectorAll(".govuk-error-summary a")) {
    const field = document.getElementById(link.hash.slice(1));
    if (!field) problems.push(`“${link.innerText}” leads nowhere`);
  }
  const text = document.querySelector("main")?.innerText ?? "";
  for (const slip of text.match(/\\bTrue\\b|\\bFalse\\b|\\{\\{|\\{%|<Queryset|\\d{4}-\\d\\d-\\d\\d/g) ?? [])
    problems.push(`“${slip}” in the text`);
  return problems;
}"""

# Elements that reach past the right edge, innermost first, unless they scroll by themselves.
OVERFLOW = """() => {
  const wide = document.documentElement.scrollWidth, room = document.documentElement.clientWidth;
  if (wide <= room) return [];
  const scrolls = (e) => e && e !== document.documentElement &&
    (["auto", "scroll", "hidden"].includes(getComputedStyle(e).overflowX) || scrolls(e.parentElement));
  const past = [...document.body.querySelectorAll("*")].filter(
    (e) => e.getBoundingClientRect().right > room + 1 && !scrolls(e.parentElement));
  return [`${wide - room} px too wide at ${room}`, ...past.slice(-3).map((e) => e.outerHTML.slice(0, 160))];
}"""

# A control whose look does not change when it has the focus cannot be seen to have it.
FOCUS = """() => {
  const looks = ["outlineStyle", "outlineWidth", "outlineColor", "boxShadow", "backgroundColor", "color",
    "borderTopColor", "borderTopWidth", "textDecorationLine", "fill", "stroke"];
  const parts = (e) => [e, e.labels?.[0], e.parentElement, ...e.children].filter(Boolean).flatMap(
    (part) => [null, "::before", "::after"].map((kind) => getComputedStyle(part, kind)));
  const look = (e) => JSON.stringify(parts(e).map((style) => looks.map((name) => style[name])));
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("* { transition: none !important }");
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  const unseen = [];
  const before = document.activeElement;
  const can = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
  for (const e of document.querySelectorAll(can)) {
    if (!e.checkVisibility() || e.disabled) continue;
    e.blur();
    const plain = look(e);
    e.focus({preventScroll: true});
    if (document.activeElement === e && look(e) === plain) unseen.push(e.outerHTML.slice(0, 160));
  }
  before?.focus?.({preventScroll: true});
  return unseen;
}"""


def axe_findings(page: Page) -> list[str]:
    """What axe finds, one line each: the rule, where, and what to do."""
    options = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": TAGS}}
    found = AXE.run(page, options=options).response["violations"]
    return [
        f"{rule['id']}: {rule['help']}: {node['html'][:200]}"
        for rule in found
        for node in rule["nodes"]
    ]


def overflow(page: Page) -> list[str]:
    return page.evaluate(OVERFLOW)


def broken_rules(page: Page) -> list[str]:
    return page.evaluate(RULES)


def unseen_focus(page: Page) -> list[str]:
    """Goes through all that takes the focus, and leaves it nowhere."""
    unseen = [f"focus cannot be seen: {html}" for html in page.evaluate(FOCUS)]
    page.evaluate("document.activeElement?.blur()")
    return unseen
