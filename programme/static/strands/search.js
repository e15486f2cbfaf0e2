// The panel of suggestions under the search box: when it shows, and how the keyboard moves in it.

const form = document.querySelector(".strands-search");
const input = document.getElementById("strands-search");
const panel = document.getElementById("strands-suggest");

function show() {
  panel.hidden = panel.childElementCount === 0;
}

function hide() {
  panel.hidden = true;
}

function stops() {
  return [input, ...panel.querySelectorAll("a, button")];
}

function move(step) {
  const all = stops();
  const next = all.indexOf(document.activeElement) + step;
  all[Math.max(0, Math.min(next, all.length - 1))].focus();
}

function onKey(event) {
  if (event.key === "Escape" && !panel.hidden) {
    event.preventDefault();
    event.stopPropagation();
    hide();
    input.focus();
  } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !panel.hidden) {
    event.preventDefault();
    move(event.key === "ArrowDown" ? 1 : -1);
  }
}

if (form && input && panel) {
  panel.addEventListener("htmx:afterSwap", show);
  form.addEventListener("keydown", onKey);
  form.addEventListener("focusin", (event) => {
    // Coming back from the panel, Escape among them, does not open it again.
    if (event.target === input && input.value && !form.contains(event.relatedTarget)) {
      show();
    }
  });
  form.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !form.contains(event.relatedTarget)) {
      hide();
    }
  });
  document.addEventListener("click", (event) => {
    if (!form.contains(event.target)) {
      hide();
    }
  });
}
