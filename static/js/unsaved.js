// Asks before a page of the desk is left with words on it that were typed and not sent.
document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("#content-main form[method=post][id$=_form]");
  if (!form) return;
  let typed = document.querySelector(".errornote") !== null; // what was refused is not stored yet
  form.addEventListener("input", () => { typed = true; });
  form.addEventListener("change", () => { typed = true; });
  form.addEventListener("submit", () => { typed = false; });
  window.addEventListener("beforeunload", (leaving) => {
    if (typed) leaving.preventDefault();
  });
});
