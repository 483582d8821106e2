/* While a date is being typed, the server says how it understands it; without this the form says so after sending. */
"use strict";
document.addEventListener("input", ({ target: field }) => {
  if (!field.matches("input[data-understand]")) return;
  const said = field.parentElement.querySelector(".understood");
  clearTimeout(field.waiting);
  field.waiting = setTimeout(async () => {
    const typed = field.value;
    const answer = await fetch(`${field.dataset.understand}?${new URLSearchParams({ typed })}`);
    if (!answer.ok || answer.redirected || field.value !== typed) return;
    const { understood, refusal } = await answer.json();
    said.textContent = understood ? `${said.dataset.words} ${understood}` : refusal;
    said.classList.toggle("refused", Boolean(refusal));
  }, 300);
});
