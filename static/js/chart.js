/* Draws the figure the server decided on; colours come from the stylesheet. Keeps no state of its own
   but the point a keyboard stands on, and what it has already fetched. */
"use strict";
(() => {
  const chart = document.getElementById("timeline");
  const says = document.getElementById("timeline-says");
  const card = document.getElementById("card");
  const failed = document.getElementById("timeline-failed");
  const coarse = matchMedia("(pointer: coarse)");
  const [figures, cards] = [new Map(), new Map()];
  let drawn = "";
  let figure = null;
  let points = [];
  let at = -1;
  let hovered = "";

  /* The library comes after everything that can be read without it. */
  const plotly = (async () => {
    await new Promise((resolve, reject) => {
      const script = Object.assign(document.createElement("script"), { src: chart.dataset.plotly, onload: resolve, onerror: reject });
      document.head.append(script);
    });
    speak(document.documentElement.lang);
  })();

  /* The chart's own words: the library knows English, the browser every language's months. */
  function speak(language) {
    if (language === "en") return;
    const named = (days, options) => days.map((day) => new Intl.DateTimeFormat(language, { ...options, timeZone: "UTC" }).format(day));
    const months = Array.from({ length: 12 }, (_, month) => Date.UTC(2022, month, 15));
    const week = Array.from({ length: 7 }, (_, day) => Date.UTC(2022, 1, 6 + day)); // from a Sunday on
    const parts = new Intl.NumberFormat(language).formatToParts(1234567.8);
    const sign = (type) => parts.find((part) => part.type === type)?.value ?? "";
    Plotly.register({
      moduleType: "locale",
      name: language,
      dictionary: { "Double-click to zoom back out": chart.dataset.zoomBack },
      format: {
        days: named(week, { weekday: "long" }),
        shortDays: named(week, { weekday: "short" }),
        months: named(months, { month: "long" }),
        shortMonths: named(months, { month: "short" }),
        date: "%d/%m/%Y",
        decimal: sign("decimal"),
        thousands: sign("group"),
      },
    });
  }

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

  async function fetched(cache, address, read) {
    if (!cache.has(address)) {
      if (cache.size > 40) cache.delete(cache.keys().next().value);
      const answer = await fetch(address, { headers: { Accept: "*/*" } });
      if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
      cache.set(address, await answer[read]());
    }
    return cache.get(address);
  }

  function painted({ data, layout, config }) {
    const [ink, faint, isSmall] = [colour("ink"), colour("rule"), chart.clientWidth < 600];
    for (const trace of data) {
      const kind = colour(trace.meta.kind);
      if (trace.mode === "lines") {
        trace.line.color = kind;
        if (isSmall) trace.line.width = 5;
      } else {
        trace.marker = { ...trace.marker, color: kind };
        if (trace.type === "scatter") {
          trace.marker.line = { color: trace.marker.symbol.map((s) => (s.endsWith("-open") ? kind : colour("paper"))),
            width: trace.marker.symbol.map((s) => (s.endsWith("-open") ? 2 : 1)) };
          if (isSmall) trace.marker.size = trace.marker.size.map((size) => size * 0.8);
        }
      }
    }
    for (const shape of layout.shapes ?? []) shape.line.color = faint;
    layout.font = { family: colour("sans"), size: 12, color: colour("soft") };
    for (const name of layout.annotations ?? []) name.font = { ...name.font, size: 13, color: ink };
    layout.hoverlabel = { bgcolor: colour("raised"), bordercolor: faint, align: "left",
      font: { family: colour("sans"), size: 13, color: ink } };
    Object.assign(layout.xaxis, { gridcolor: faint, tickcolor: faint, linecolor: faint });
    if (layout.barmode) layout.yaxis.gridcolor = faint;
    if (coarse.matches) layout.dragmode = false;
    return { data, layout, config };
  }

  const isBinned = () => Boolean(figure?.layout.barmode);

  function listed(data) {
    const all = data.flatMap((trace, curveNumber) => (trace.customdata ?? []).map((id, pointNumber) => ({
      id, curveNumber, pointNumber, x: trace.x[pointNumber], y: trace.y[pointNumber], words: trace.hovertext?.[pointNumber],
    })));
    return all.sort((one, other) => (one.x < other.x ? -1 : one.x > other.x ? 1 : one.y - other.y));
  }

  /* The ring round the open event, and round the point a keyboard stands on. */
  function rings() {
    const open = document.getElementById("excerpt")?.dataset.uid;
    const ring = (point, name, size) => ({ type: "circle", xsizemode: "pixel", ysizemode: "pixel", xanchor: point.x,
      yanchor: point.y, x0: -size, x1: size, y0: -size, y1: size, line: { color: colour(name), width: 2.5 } });
    if (isBinned()) return [];
    const chosen = points.find((point) => point.id === open);
    const stood = at >= 0 && points[at] !== chosen ? [ring(points[at], "ink", 9)] : [];
    return [...(chosen ? [ring(chosen, "accent", 10)] : []), ...stood];
  }

  const mark = () => figure && Plotly.relayout(chart, { shapes: [...(figure.layout.shapes ?? []), ...rings()] });
  const address = () => JSON.parse(document.getElementById("state").textContent).figure;

  async function draw({ always = false } = {}) {
    const wanted = address();
    if (wanted === drawn && !always) return mark();
    drawn = wanted;
    try {
      const [text] = await Promise.all([fetched(figures, wanted, "text"), plotly]);
      if (wanted !== drawn) return; // another selection has been asked for meanwhile
      figure = painted(JSON.parse(text));
    } catch {
      if (wanted !== drawn) return;
      failed.hidden = false;
      chart.hidden = true; // what it shows is another selection's
      drawn = "";
      return;
    }
    failed.hidden = true;
    chart.hidden = false;
    points = listed(figure.data);
    at = -1;
    hide();
    const layout = { ...figure.layout, shapes: [...(figure.layout.shapes ?? []), ...rings()] };
    layout.xaxis = { ...layout.xaxis, range: [...layout.xaxis.range] };
    if (!points.length) layout.annotations = [...(layout.annotations ?? []), { text: chart.dataset.none, x: 0.5, y: 0.5,
      xref: "paper", yref: "paper", showarrow: false, font: { size: 14, color: colour("soft") } }];
    await Plotly.react(chart, figure.data, layout, figure.config);
    if (!chart.dataset.ready) {
      chart.on("plotly_click", ({ points: [point] }) => open(point.customdata));
      chart.on("plotly_relayout", moved);
      chart.on("plotly_hover", ({ points: [point] }) => !isBinned() && show(point.customdata));
      chart.on("plotly_unhover", hide);
    }
    chart.dataset.ready = "yes";
    chart.dataset.drawn = wanted;
  }

  /* One code path: a point does what its twin in the list does. What is not on this page of the list
     has the same address in the data. */
  function open(id) {
    hide();
    if (isBinned()) return crisis.narrow(...id);
    const twin = document.querySelector(`#results [data-event="${CSS.escape(id)}"] a`);
    if (twin) return twin.click();
    return htmx.ajax("GET", figure.layout.meta.permalink.replace("UID", id), { source: chart, target: "#excerpt", swap: "outerHTML" });
  }

  /* The card is the server's, in words of the page's language. */
  async function show(id) {
    hovered = id;
    const point = points.find((one) => one.id === id);
    const text = await fetched(cards, figure.layout.meta.card.replace("UID", id), "text").catch(() => "");
    if (hovered !== id || !text || !point) return "";
    card.innerHTML = text;
    card.hidden = false;
    const { xaxis, yaxis } = chart._fullLayout;
    const [x, y] = [xaxis._offset + xaxis.d2p(point.x), yaxis._offset + yaxis.d2p(point.y)];
    const room = chart.clientWidth - card.offsetWidth;
    card.style.left = `${Math.max(0, Math.min(room, x - card.offsetWidth / 2))}px`;
    card.style.top = `${chart.offsetTop + (y > card.offsetHeight + 14 ? y - card.offsetHeight - 14 : y + 16)}px`;
    return ["title", "date"].map((name) => card.querySelector(`.card-${name}`).textContent).join(", ");
  }

  function hide() {
    hovered = "";
    card.hidden = true;
  }

  /* Dragged by hand: the period in view becomes the period asked for, once the hand rests. */
  let rest;
  function moved(change) {
    if (!("xaxis.range[0]" in change || "xaxis.range" in change)) return;
    hide();
    clearTimeout(rest);
    rest = setTimeout(() => {
      const { range, r2l } = chart._fullLayout.xaxis;
      const day = (value, hours) => new Date(r2l(value) + hours * 3_600_000).toISOString().slice(0, 10);
      const [first, last] = range; // half a day more than the days on either side
      crisis.narrow(day(first, 12), day(last, -12), { isZoom: true });
    }, 300);
  }

  async function stand(index) {
    if (!points.length) return;
    at = Math.max(0, Math.min(points.length - 1, index));
    const [point, here] = [points[at], at];
    mark();
    let words = point.words?.replace("<br>", ", ");
    if (isBinned()) Plotly.Fx.hover(chart, [{ curveNumber: point.curveNumber, pointNumber: point.pointNumber }]);
    else words = await show(point.id);
    if (at === here && words) says.textContent = `${words} (${at + 1}/${points.length})`;
  }

  chart.addEventListener("keydown", (event) => {
    const opened = points.findIndex((point) => point.id === document.getElementById("excerpt")?.dataset.uid);
    const from = at >= 0 ? at : opened;
    const steps = { ArrowRight: from + 1, ArrowLeft: from < 0 ? points.length - 1 : from - 1, Home: 0, End: points.length - 1 };
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key in steps) stand(steps[event.key]);
    else if (event.key === "Enter" && at >= 0) open(points[at].id);
    else if (event.key === "Escape") hide();
    else return;
    event.preventDefault();
  });
  chart.addEventListener("blur", () => {
    hide();
    if (at < 0 || !figure) return;
    at = -1;
    if (isBinned()) Plotly.Fx.unhover(chart);
    mark();
  });

  const again = () => draw({ always: true });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
  coarse.addEventListener("change", again);
  document.addEventListener("crisis:shown", () => draw());
  draw();
})();
