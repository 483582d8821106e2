// Asks before a page of the desk is left with words on it that were typed and not sent.
document.addEventListener("DOMContentLoaded", () => {
  const forms = document.querySelectorAll("#content-main form[method=post][id$=_form], form[data-unsaved]");
  const typed = new Set();
  for (const form of forms) {
    if (document.querySelector(".errornote") || form.querySelector(".errorlist")) typed.add(form); // refused, so not stored yet
    form.addEventListener("input", () => typed.add(form));
    form.addEventListener("change", () => typed.add(form));
    form.addEventListener("submit", () => typed.delete(form));
  }
  window.addEventListener("beforeunload", (leaving) => {
    if (typed.size) leaving.preventDefault();
  });
});
