// What JavaScript adds to pages that work without it.

const own = document.getElementById("strands-js");

async function startComponents(scope = document) {
  const govuk = await import(own.dataset.govuk);
  govuk.initAll({ scope });
  if (scope.querySelector("[data-module^='moj-']")) {
    const moj = await import(own.dataset.moj);
    moj.initAll({ scope });
  }
}

// Keyboard shortcuts: one key each, so they can be turned off and never act while typing.

const SHORTCUTS_OFF = "strands-shortcuts-off";

function shortcutsAreOn() {
  try {
    return localStorage.getItem(SHORTCUTS_OFF) === null;
  } catch {
    return true;
  }
}

function setShortcuts(on) {
  try {
    if (on) {
      localStorage.removeItem(SHORTCUTS_OFF);
    } else {
      localStorage.setItem(SHORTCUTS_OFF, "1");
    }
  } catch {
    // Storage is closed to us: the choice then lasts for this page only.
  }
  showShortcuts(on);
}

let listening = true;

function showShortcuts(on) {
  listening = on;
  for (const item of document.querySelectorAll("[data-shortcuts-item]")) {
    item.hidden = false;
    item.querySelector("[data-shortcuts-toggle]").textContent = on
      ? "Turn off keyboard shortcuts"
      : "Turn on keyboard shortcuts";
  }
  for (const help of document.querySelectorAll("[data-shortcuts-help]")) {
    help.hidden = !on;
  }
}

function isTyping(target) {
  return target.isContentEditable || Boolean(target.closest("input, textarea, select, [role='textbox']"));
}

function onKey(event) {
  const account = document.querySelector(".strands-account[open]");
  if (event.key === "Escape" && account) {
    account.open = false;
    account.querySelector("summary").focus();
    return;
  }
  if (!listening || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) {
    return;
  }
  const search = document.getElementById("strands-search");
  if (event.key === "/" && search) {
    event.preventDefault();
    search.focus();
    search.select();
  }
  const record = document.querySelector("[data-shortcut-record]");
  if (event.key === "r" && record) {
    event.preventDefault();
    record.click();
  }
}

function startShortcuts() {
  showShortcuts(shortcutsAreOn());
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", (event) => {
    const account = document.querySelector(".strands-account[open]");
    if (account && !account.contains(event.target)) {
      account.open = false;
    }
    if (event.target.closest("[data-shortcuts-toggle]")) {
      setShortcuts(!listening);
    }
  });
}

// A form sent once cannot be sent again by a second press, and its button says that it is working.

function holdAgainstSecondPress(event) {
  const form = event.target;
  const repeatable = form.hasAttribute("hx-post") || form.hasAttribute("data-repeatable");
  if (form.method !== "post" || event.defaultPrevented || repeatable) {
    return;
  }
  if (form.dataset.sending) {
    event.preventDefault();
    return;
  }
  form.dataset.sending = "yes";
  const button = event.submitter;
  if (button && button.classList.contains("govuk-button")) {
    button.dataset.label = button.textContent;
    // Not the "disabled" attribute: that would drop the button's own name and value from the form.
    button.setAttribute("aria-disabled", "true");
    button.textContent = button.dataset.working || "Working…";
  }
  // Somebody who stopped the page from loading must be able to try again.
  setTimeout(releaseForms, 30000);
}

function releaseForms() {
  for (const form of document.querySelectorAll("form[data-sending]")) {
    delete form.dataset.sending;
    for (const button of form.querySelectorAll("[aria-disabled][data-label]")) {
      button.removeAttribute("aria-disabled");
      button.textContent = button.dataset.label;
    }
  }
}

// Fields that belong to one choice show only while it is chosen. GOV.UK Frontend's own version
// puts aria-expanded on radio buttons, which the role does not allow.
function showWhatIsChosen() {
  for (const choice of document.querySelectorAll("[data-reveals]")) {
    const revealed = document.getElementById(choice.dataset.reveals);
    const hidden = choice.type === "radio" ? "govuk-radios" : "govuk-checkboxes";
    revealed?.classList.toggle(`${hidden}__conditional--hidden`, !choice.checked);
  }
}

// A passkey that is refused, cancelled or unknown would otherwise only be told to the console.
function onPasskeyProblem(event) {
  const place = document.querySelector("[data-passkey-problem]");
  if (place) {
    event.preventDefault();
    place.hidden = false;
    place.textContent = "That did not work, or it was stopped. Try again, or use another way to sign in.";
    releaseForms();
  }
}

// "Print this page" buttons need JavaScript, so the page hides them until it is there.
function startPrinting() {
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
}

startComponents();
startShortcuts();
startPrinting();
showWhatIsChosen();
document.addEventListener("change", showWhatIsChosen);
document.addEventListener("allauth.error", onPasskeyProblem);
document.addEventListener("submit", holdAgainstSecondPress);
// The browser's back button brings back the page as it was left, with its button still working.
window.addEventListener("pageshow", (event) => {
  showWhatIsChosen();
  if (event.persisted) {
    releaseForms();
  }
});
document.addEventListener("htmx:load", (event) => {
  if (event.target !== document.body) {
    startComponents(event.target);
    showWhatIsChosen();
  }
});
