/* The strip of the whole period: two handles and a hand choose the days in view. The server draws it and
   says what is in view; what is chosen here is asked of the server like any other filter. */
"use strict";
window.crisis = (() => {
  const DAY = 86_400_000;
  const language = document.documentElement.lang;
  const written = new Intl.DateTimeFormat(language, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
  const iso = (time) => new Date(time).toISOString().slice(0, 10);
  let strip, view, handles, words, extent, shown, rest, held;

  /* Asks for the days from `first` to `last` (ISO, both within), of the event that is open or of the timeline. */
  function narrow(first, last, { isZoom = false } = {}) {
    const asked = new URLSearchParams(JSON.parse(document.getElementById("state").textContent).query);
    asked.delete("from");
    asked.delete("to");
    const isAll = extent && Date.parse(first) <= extent[0] && Date.parse(last) >= extent[1];
    if (!isAll) {
      asked.set("from", first);
      asked.set("to", last);
    }
    const query = asked.toString();
    return htmx.ajax("GET", location.pathname + (query ? `?${query}` : ""), { source: "#timeline", target: "#workspace",
      swap: "innerHTML", headers: isZoom ? { "Crisis-Zoom": "yes" } : {} });
  }

  const share = (time) => ((time - extent[0]) / (extent[1] + DAY - extent[0])) * 100;
  const timeAt = (x) => {
    const { left, width } = strip.getBoundingClientRect();
    const days = Math.floor(((x - left) / width) * ((extent[1] + DAY - extent[0]) / DAY));
    return Math.max(extent[0], Math.min(extent[1], extent[0] + days * DAY));
  };

  function place(since, until) {
    shown = [Math.min(since, until), Math.max(since, until)];
    const [start, end] = [share(shown[0]), share(shown[1] + DAY)];
    view.setAttribute("x", `${start}%`);
    view.setAttribute("width", `${Math.max(end - start, 0.3)}%`);
    view.classList.toggle("whole", shown[0] <= extent[0] && shown[1] >= extent[1]);
    handles.forEach((handle, index) => {
      handle.parentElement.style.left = `${index ? end : start}%`;
      handle.setAttribute("aria-valuemin", 0);
      handle.setAttribute("aria-valuemax", (extent[1] - extent[0]) / DAY);
      handle.setAttribute("aria-valuenow", (shown[index] - extent[0]) / DAY);
      handle.setAttribute("aria-valuetext", written.format(shown[index]));
    });
  }

  const say = () => { words.textContent = `${written.format(shown[0])} – ${written.format(shown[1])}`; };
  const ask = () => narrow(iso(shown[0]), iso(shown[1]));

  function drag(event) {
    if (event.button) return;
    const start = timeAt(event.clientX);
    const [since, until] = shown;
    const handle = handles.indexOf(event.target);
    const isWhole = view.classList.contains("whole");
    const isInside = !isWhole && start >= since && start <= until;
    let hasMoved = false;
    strip.setPointerCapture(event.pointerId);
    const move = ({ clientX }) => {
      hasMoved ||= Math.abs(clientX - event.clientX) > 3;
      if (!hasMoved) return;
      const now = timeAt(clientX);
      if (handle >= 0) place(...(handle ? [since, Math.max(now, since)] : [Math.min(now, until), until]));
      else if (isInside) {
        const by = Math.max(extent[0] - since, Math.min(extent[1] - until, now - start));
        place(since + by, until + by);
      } else place(start, now);
      say();
    };
    const done = ({ type }) => {
      strip.removeEventListener("pointermove", move);
      strip.removeEventListener("pointerup", done);
      strip.removeEventListener("pointercancel", done);
      if (type === "pointercancel") return place(since, until);
      if (!hasMoved && handle < 0) { // a click: as many days round it as are in view, or a month
        const half = isWhole ? 15 * DAY : Math.floor((until - since) / 2 / DAY) * DAY;
        place(Math.max(extent[0], start - half), Math.min(extent[1], start + half));
      }
      if (hasMoved || handle < 0) ask();
    };
    strip.addEventListener("pointermove", move);
    strip.addEventListener("pointerup", done);
    strip.addEventListener("pointercancel", done);
  }

  function press(event) {
    const index = handles.indexOf(event.target);
    const steps = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -30, PageUp: 30 };
    const ends = { Home: index ? shown[0] : extent[0], End: index ? extent[1] : shown[1] };
    if (!(event.key in steps || event.key in ends)) return;
    event.preventDefault();
    const to = event.key in ends ? ends[event.key] : shown[index] + steps[event.key] * DAY;
    const now = Math.max(extent[0], Math.min(extent[1], to));
    place(...(index ? [shown[0], Math.max(now, shown[0])] : [Math.min(now, shown[1]), shown[1]]));
    say();
    clearTimeout(rest);
    rest = setTimeout(ask, 400);
  }

  function begin() {
    strip = document.getElementById("strip");
    view = document.getElementById("view");
    words = document.getElementById("view-words");
    handles = [document.getElementById("view-from"), document.getElementById("view-to")];
    extent = [Date.parse(strip.dataset.first), Date.parse(strip.dataset.last)];
    const within = (day) => Math.max(extent[0], Math.min(extent[1], Date.parse(day)));
    place(within(strip.dataset.since), within(strip.dataset.until));
    for (const handle of handles) {
      handle.hidden = false;
      handle.addEventListener("keydown", press);
    }
    strip.addEventListener("pointerdown", drag);
    if (held) document.getElementById(held)?.focus();
    held = "";
  }

  /* A handle that is hidden until it is placed cannot be given its focus back by htmx. */
  document.addEventListener("htmx:beforeSwap", () => {
    held = document.activeElement?.classList.contains("handle") ? document.activeElement.id : "";
  });
  document.addEventListener("crisis:shown", begin);
  begin();
  return { narrow };
})();
