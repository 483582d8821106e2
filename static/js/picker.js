/* A list of hundreds of names becomes a field that suggests while one types (ARIA combobox). The server
   knows the names, their other spellings, and how many events each would leave. */
"use strict";
for (const picker of document.querySelectorAll("[data-picker]")) {
  const select = picker.querySelector("select");
  const { picker: name, suggest, nothing } = picker.dataset;
  const field = Object.assign(document.createElement("input"), { type: "text", autocomplete: "off", spellcheck: false,
    placeholder: `${select.getAttribute("aria-label")}…` });
  const list = Object.assign(document.createElement("ul"), { id: `${name}-suggestions`, className: "suggestions", hidden: true });
  let items = [];
  let at = -1;
  let asked = 0;
  let rest;

  field.setAttribute("role", "combobox");
  field.setAttribute("aria-label", select.getAttribute("aria-label"));
  field.setAttribute("aria-autocomplete", "list");
  field.setAttribute("aria-controls", list.id);
  field.setAttribute("aria-expanded", "false");
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", select.getAttribute("aria-label"));
  select.hidden = true;
  select.after(field, list);

  function close() {
    list.hidden = true;
    at = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  }

  function stand(index) {
    at = items.length ? (index + items.length) % items.length : -1;
    [...list.children].forEach((option, number) => option.setAttribute("aria-selected", String(number === at)));
    if (at < 0) return;
    field.setAttribute("aria-activedescendant", list.children[at].id);
    list.children[at].scrollIntoView({ block: "nearest" });
  }

  async function ask() {
    const mine = ++asked;
    const query = new URLSearchParams(JSON.parse(document.getElementById("state").textContent).query);
    query.set("field", name);
    query.set("term", field.value);
    const answer = await fetch(`${suggest}?${query}`).catch(() => null);
    if (mine !== asked || !answer?.ok || document.activeElement !== field) return;
    ({ items } = await answer.json());
    const count = new Intl.NumberFormat(document.documentElement.lang);
    list.replaceChildren(...items.map((item, number) => {
      const option = Object.assign(document.createElement("li"), { id: `${list.id}-${number}`, textContent: item.name });
      const badge = Object.assign(document.createElement("span"), { className: "count", textContent: count.format(item.count) });
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      option.append(" ", badge);
      option.addEventListener("pointerdown", (event) => {
        event.preventDefault();
        choose(item);
      });
      return option;
    }));
    if (!items.length) {
      const none = Object.assign(document.createElement("li"), { className: "note", textContent: nothing });
      none.setAttribute("role", "option");
      none.setAttribute("aria-disabled", "true");
      list.append(none);
    }
    at = -1;
    list.hidden = false;
    field.setAttribute("aria-expanded", "true");
  }

  /* As if it had been taken from the list: the form sees one change. */
  function choose({ slug, name: label }) {
    if (![...select.options].some((option) => option.value === slug)) select.add(new Option(label, slug));
    select.value = slug;
    field.value = "";
    close();
    select.dispatchEvent(new Event("change", { bubbles: true }));
  }

  const soon = () => {
    clearTimeout(rest);
    rest = setTimeout(ask, 120);
  };
  field.addEventListener("focus", soon);
  field.addEventListener("click", soon);
  field.addEventListener("input", (event) => {
    event.stopPropagation();
    soon();
  });
  field.addEventListener("change", (event) => event.stopPropagation());
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown") list.hidden ? ask() : stand(at + 1);
    else if (event.key === "ArrowUp") stand(at < 0 ? items.length - 1 : at - 1);
    else if (event.key === "Enter" && items.length) choose(items[Math.max(at, 0)]);
    else if (event.key === "Escape") close();
    else return;
    event.preventDefault();
  });
}
