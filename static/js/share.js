/* Copy and send buttons, and the dialog that a share link opens; without this script the link leads to a page. */
"use strict";
(() => {
  const dialog = document.getElementById("share");
  let opener = null;
  let styles = null;

  // Nobody who never shares need fetch how the dialog looks.
  const dressed = () => (styles ??= new Promise((resolve) => {
    const link = Object.assign(document.createElement("link"), { rel: "stylesheet", href: dialog.dataset.styles });
    link.onload = link.onerror = resolve;
    document.head.append(link);
  }));

  function uncover() {
    for (const button of document.querySelectorAll("[data-copy]")) button.hidden = false;
    if ("share" in navigator) for (const button of document.querySelectorAll("[data-share]")) button.hidden = false;
  }

  // A page behind a modal dialog says nothing: what is said in it is said by its own live region.
  const said = () => document.getElementById("share-said") ?? document.getElementById("announcement");

  document.addEventListener("click", async ({ target }) => {
    const share = target.closest?.("[data-share]")?.dataset;
    if (share) return navigator.share({ title: share.title, url: share.share }).catch(() => {}); // the reader thought better of it
    const button = target.closest?.("[data-copy]");
    if (!button) return;
    const field = document.getElementById(button.dataset.copy);
    if (field.select) field.select();
    else getSelection().selectAllChildren(field);
    try {
      await navigator.clipboard.writeText(field.value ?? field.textContent);
    } catch {
      document.execCommand("copy"); // without a permission, or over plain http
    }
    button.textContent = button.dataset.done;
    said().textContent = button.dataset.said;
  });

  document.addEventListener("DOMContentLoaded", uncover);
  document.addEventListener("htmx:beforeRequest", ({ detail }) => dialog && detail.target === dialog && dressed());
  document.addEventListener("htmx:afterSwap", async ({ detail }) => {
    if (dialog && detail.target === dialog) {
      opener = detail.requestConfig.elt;
      await dressed();
      if (!document.getElementById("share-title")) return; // gone again meanwhile
      if (!dialog.open) dialog.showModal();
      dialog.scrollTop = 0;
      document.getElementById("share-title").focus({ preventScroll: true });
    }
    uncover();
  });
  if (!dialog) return;

  dialog.addEventListener("click", ({ target, clientX, clientY }) => {
    if (target !== dialog) return; // its own padding is the backdrop
    const { left, right, top, bottom } = dialog.getBoundingClientRect();
    if (clientX < left || clientX > right || clientY < top || clientY > bottom) dialog.close();
  });
  dialog.addEventListener("close", () => {
    dialog.replaceChildren(); // the fields' names are free for whatever opens next
    opener?.focus({ preventScroll: true });
    opener = null;
  });
  for (const gone of ["popstate", "htmx:historyRestore"]) {
    addEventListener(gone, () => {
      opener = null; // Back puts the focus where it belongs
      if (dialog.open) dialog.close();
    });
  }
})();
