/* After every swap, and after Back and Forward, the page says what its address says: form, counts,
   language links, chart, focus. */
"use strict";
(() => {
  const form = document.getElementById("filters");
  const announcement = document.getElementById("announcement");
  const find = (selector) => document.querySelector(selector);
  let last = find("#excerpt")?.dataset.uid ?? "";
  let wasOnChart = false;
  let sent = null; // what the form asked for in the request under way
  let awaited = null; // the request for a page of the history

  const asked = () => new URLSearchParams(new FormData(form)).toString();
  const state = () => JSON.parse(document.getElementById("state").textContent);

  function mirror({ query, counts }) {
    const isAhead = sent !== null && sent !== asked(); // what was chosen meanwhile is asked for in a moment
    sent = null;
    if (!isAhead) choose(new URLSearchParams(query));
    const written = new Intl.NumberFormat(document.documentElement.lang);
    for (const place of form.querySelectorAll("[data-count]")) {
      place.textContent = written.format(counts[place.dataset.count] ?? 0);
    }
  }

  function choose(asked) {
    for (const picker of form.querySelectorAll("[data-picker]")) {
      const [name, select] = [picker.dataset.picker, picker.querySelector("select")];
      picker.querySelector(".chosen").replaceChildren(...asked.getAll(name).map((slug) => chosen(name, slug, select)));
      select.value = "";
    }
    for (const box of form.querySelectorAll("input[type=checkbox]")) box.checked = asked.getAll(box.name).includes(box.value);
    for (const name of ["q", "from", "to"]) {
      const field = form.elements[name];
      if (field !== document.activeElement) field.value = asked.get(name) ?? "";
    }
    form.elements.lane.value = asked.get("lane") ?? "kind";
    form.elements.sort.value = asked.get("sort") ?? "newest";
  }

  function chosen(name, slug, select) {
    const label = document.createElement("label");
    const box = Object.assign(document.createElement("input"), { type: "checkbox", name, value: slug, checked: true });
    const words = document.createElement("span");
    words.textContent = select.querySelector(`option[value="${CSS.escape(slug)}"]`)?.textContent ?? slug;
    label.className = "line";
    label.append(box, " ", words);
    return label;
  }

  function refresh() {
    const now = state();
    const excerpt = find("#excerpt");
    mirror(now);
    const others = JSON.parse(excerpt.dataset.others || now.others);
    for (const link of document.querySelectorAll("#languages a")) link.href = others[link.dataset.language] ?? link.href;
    find(".page").classList.toggle("has-panel", "uid" in excerpt.dataset);
    for (const link of document.querySelectorAll("#results [data-event] a")) {
      const isOpen = link.closest("[data-event]").dataset.event === excerpt.dataset.uid;
      if (isOpen) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    document.dispatchEvent(new Event("crisis:shown"));
  }

  function focusExcerpt() {
    const title = find("#excerpt-title");
    if (!title) return false;
    last = find("#excerpt").dataset.uid;
    title.focus({ preventScroll: true });
    const { top } = title.getBoundingClientRect();
    if (top < 0 || top > innerHeight * 0.7 || matchMedia("(max-width: 1000px)").matches) find("#excerpt").scrollIntoView({ block: "start", behavior: "instant" });
    return true;
  }

  function focusList() {
    const twin = find(`#results [data-event="${CSS.escape(last)}"] a`);
    if (wasOnChart) find("#timeline").focus({ preventScroll: true });
    else (twin ?? find("#results-title")).focus();
  }

  document.addEventListener("htmx:afterSwap", ({ detail }) => {
    if (!detail.target) return; // a page of the history: htmx:historyRestore follows
    if (detail.target.id === "share" || find("#share").open) return; // it lies over the page, which stays as it is
    refresh();
    if (detail.target.id === "workspace") announcement.textContent = find("#results-title").textContent;
    if (detail.target.id === "excerpt") {
      focusExcerpt();
    } else if (detail.requestConfig.elt.matches?.("[data-close]")) {
      focusList();
    } else if (![form, find("#timeline")].includes(detail.requestConfig.elt) && document.activeElement === document.body) {
      find("#results-title").focus(); // what was pressed is gone; where it has come back, htmx gave it the focus again
    }
  });
  // Whoever goes back twice wants the second page, whichever comes first; and no longer what was chosen before.
  document.addEventListener("htmx:historyCacheMiss", ({ detail }) => {
    awaited?.abort();
    awaited = detail.xhr;
    htmx.trigger(form, "htmx:abort");
  });
  document.addEventListener("htmx:historyRestore", () => {
    sent = null;
    refresh();
    if (!focusExcerpt()) focusList();
    announcement.textContent = document.title;
  });
  document.addEventListener("htmx:beforeRequest", ({ detail }) => {
    sent = detail.elt === form ? asked() : null;
    if (detail.target.id === "workspace") awaited?.abort(); // what comes replaces that page too; a dialog does not
    wasOnChart = document.activeElement === find("#timeline") || (wasOnChart && !!find("#excerpt-title"));
  });
  // The server's own page says what went wrong better than a fragment that never comes.
  document.addEventListener("htmx:responseError", ({ detail }) => location.assign(detail.pathInfo.finalRequestPath));

  // Words filter while they are typed; the change that follows on leaving the field would close what was just opened.
  form.elements.q.addEventListener("change", (event) => event.stopPropagation());

  // htmx would take a click that means “in a new tab”.
  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) event.stopPropagation();
  }, { capture: true });

  document.addEventListener("click", ({ target }) => {
    const language = target.closest?.("[data-language]")?.dataset.language;
    if (language) document.cookie = `django_language=${language}; path=/; max-age=31536000; samesite=lax`;
  });

  document.addEventListener("DOMContentLoaded", refresh);
  if (find("#excerpt-title") && matchMedia("(max-width: 1000px)").matches) find("#excerpt").scrollIntoView();
})();
