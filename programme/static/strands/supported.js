// Runs before the page is drawn, so that what JavaScript folds away does not flash open first.
document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("govuk-frontend-supported");
}
