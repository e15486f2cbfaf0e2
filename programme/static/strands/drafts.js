// Saves what is typed in a form to the server while it is typed, and says so.
//
// What cannot be saved stays on the page and is tried again. A copy lies in sessionStorage from the
// first failure to the next success, so that signing in again in this window, or a crash, loses
// nothing. It is sent to the server with the key of the page it was typed on, never put into a form
// here: which user, record and version it belongs to is for the server to check.

const PAUSE = 1000;
const LONGEST_WAIT = 10000;
const FIRST_RETRY = 2000;
const LAST_RETRY = 60000;
const KEEPALIVE_LIMIT = 60000;
const STORED = "strands-draft ";
const STORED_FOR = 12 * 60 * 60 * 1000;

const state = document.querySelector("[data-draft-state]");
const form = state?.closest("form");

let dirty = false;
let failing = false;
let sent = false;
let saving = null;
let timer = null;
let waitingSince = 0;
let retryAfter = FIRST_RETRY;

function say(text, link) {
  if (state.dataset.said === text) {
    return;
  }
  state.dataset.said = text;
  state.replaceChildren(text);
  if (link) {
    state.append(" ", link);
  }
}

// Files are not part of a draft; neither are passwords, whatever they are called.
function typed() {
  const fields = new URLSearchParams();
  const secret = new Set([...form.querySelectorAll("input[type='password']")].map((one) => one.name));
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && !secret.has(name) && name !== "csrfmiddlewaretoken") {
      fields.append(name, value);
    }
  }
  return fields.toString();
}

function token() {
  return form.elements.csrfmiddlewaretoken;
}

function send(body, { over = false, leaving = false } = {}) {
  return fetch(state.dataset.draftSave + (over ? "?over=1" : ""), {
    method: "POST",
    body,
    credentials: "same-origin",
    redirect: "error",
    keepalive: leaving && body.length < KEEPALIVE_LIMIT,
    headers: {
      Accept: "application/json",
      "Content-Type": "application/x-www-form-urlencoded",
      "X-CSRFToken": token().value,
    },
  });
}

// Signing in again elsewhere in this browser gives a new token; false when there is none to be had.
async function renewToken() {
  const response = await fetch(state.dataset.draftToken, {
    headers: { Accept: "application/json" },
    redirect: "error",
  });
  if (!response.ok) {
    return response.status;
  }
  token().value = (await response.json()).token;
  return 200;
}

function remember(body) {
  try {
    const copy = JSON.stringify({ body, at: Date.now() });
    sessionStorage.setItem(STORED + state.dataset.draftIdentity, copy);
  } catch {
    // No room, or storage is closed to us: the text is still on the page.
  }
}

function forget(name = STORED + state.dataset.draftIdentity) {
  try {
    sessionStorage.removeItem(name);
  } catch {
    // Nothing was kept.
  }
}

function schedule(delay) {
  clearTimeout(timer);
  timer = setTimeout(save, delay);
}

// Until it is saved anew, "Saved 14:02" must not seem to speak of what was typed since. Seen, not
// read out: a screen reader would hear it at every pause.
function tellChanged() {
  state.toggleAttribute("data-changed", dirty && state.textContent.startsWith("Saved"));
}

function changed(event) {
  if (sent || event.target.type === "file") {
    return;
  }
  dirty = true;
  waitingSince ||= Date.now();
  tellChanged();
  schedule(Math.min(PAUSE, Math.max(0, waitingSince + LONGEST_WAIT - Date.now())));
}

function failed(body, text = "Not saved yet: trying again", link = null) {
  failing = true;
  dirty = true;
  remember(body);
  say(text, link);
  tellChanged();
  schedule(retryAfter);
  retryAfter = Math.min(retryAfter * 2, LAST_RETRY);
}

function saved(answer) {
  failing = false;
  retryAfter = FIRST_RETRY;
  forget();
  say(answer.gone ? "This was sent, or thrown away, in another window" : `Saved ${answer.saved}`);
  tellChanged();
}

// Reached, and refused for a reason that waiting does not mend.
function refused(body, text, action = "") {
  failing = false;
  remember(body);
  say(text, action);
  tellChanged();
}

function signInLink() {
  const link = document.createElement("a");
  link.className = "govuk-link";
  link.href = `${state.dataset.signIn}?next=${encodeURIComponent(location.pathname)}`;
  link.textContent = "Sign in and carry on";
  // The text goes along in this window: nothing to warn of.
  link.addEventListener("click", () => removeEventListener("beforeunload", warnOfLoss));
  return link;
}

function overButton() {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "strands-link-button";
  button.textContent = "Keep what is in this window";
  button.addEventListener("click", () => save({ over: true }));
  return button;
}

async function understand(response, body) {
  if (response.ok) {
    saved(await response.json());
  } else if (response.status === 401) {
    failed(body, "Not saved: you are signed out. What you typed stays in this window.", signInLink());
  } else if (response.status === 403) {
    failed(body, "Not saved: somebody else is signed in now in this browser.");
  } else if (response.status === 409) {
    const { elsewhere } = await response.json();
    const text = `Not saved: another window with this form saved other text at ${elsewhere}.`;
    refused(body, text, overButton());
  } else if (response.status === 413) {
    refused(body, "Not saved: this is too long for a draft. Save the form, or make it shorter.");
  } else {
    failed(body);
  }
}

async function ask(body, options) {
  const response = await send(body, options);
  if (response.status !== 403) {
    return response;
  }
  const status = await renewToken();
  if (status === 401) {
    return new Response(null, { status });
  }
  return send(body, options);
}

async function save(options = {}) {
  clearTimeout(timer);
  while (saving) {
    // One at a time, so that an older text never arrives after a newer one.
    await saving;
  }
  dirty = false;
  waitingSince = 0;
  const body = typed();
  saving = ask(body, options).then((response) => understand(response, body), () => failed(body));
  await saving;
  saving = null;
}

function saveNow() {
  if (dirty && !saving) {
    save();
  }
}

// The page may not live to hear the answer.
function leave() {
  if (dirty && !sent) {
    const body = typed();
    if (failing || body.length >= KEEPALIVE_LIMIT) {
      remember(body);
    }
    send(body, { leaving: true }).catch(() => {});
    dirty = failing;
  }
}

function warnOfLoss(event) {
  if (failing && !sent) {
    event.preventDefault();
  }
}

// The last words are saved before the form goes: while nothing gets through, sending it would only
// show the browser's own error page.
async function submitted(event) {
  if (event.submitter?.formAction.endsWith(state.dataset.draftSave)) {
    return;
  }
  if (dirty || failing) {
    event.preventDefault();
    await save();
    if (failing) {
      return;
    }
    dirty = false;
    form.requestSubmit(event.submitter);
    return;
  }
  sent = true;
  clearTimeout(timer);
}

function words(body) {
  const fields = new URLSearchParams(body);
  for (const name of ["submission", "draft", "draft_from"]) {
    fields.delete(name);
  }
  return fields.toString();
}

// What an earlier page in this window could not save goes to the server now, each with its own key.
async function bringBack() {
  const own = STORED + state.dataset.draftIdentity;
  for (const name of Object.keys(sessionStorage).filter((one) => one.startsWith(STORED))) {
    const { body, at } = JSON.parse(sessionStorage.getItem(name));
    const response = Date.now() - at < STORED_FOR ? await ask(body) : null;
    if (!response || response.ok || response.status === 403) {
      forget(name);
    }
    const mayShow = response?.ok && name === own && "draftOpened" in state.dataset && !dirty;
    if (mayShow && words(body) !== words(typed()) && !(await response.json()).gone) {
      location.reload();
    }
  }
}

if (form) {
  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("focusout", saveNow);
  form.addEventListener("submit", submitted);
  addEventListener("pagehide", leave);
  addEventListener("beforeunload", leave);
  addEventListener("beforeunload", warnOfLoss);
  document.addEventListener("visibilitychange", () => document.hidden && saveNow());
  addEventListener("online", () => failing && save());
  addEventListener("pageshow", (event) => {
    if (event.persisted) {
      sent = false;
    }
  });
  bringBack().catch(() => {});
}
