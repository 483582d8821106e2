/* Draws the figure the server decided on; colours come from the stylesheet. Keeps no state of its own
   but the point a keyboard stands on. */
"use strict";
window.crisis = (() => {
  const chart = document.getElementById("timeline");
  const says = document.getElementById("timeline-says");
  const zoom = document.getElementById("zoom");
  const coarse = matchMedia("(pointer: coarse)");
  let drawn = "";
  let figure = null;
  let points = [];
  let at = -1;

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim();

  function painted({ data, layout, config }) {
    const ink = colour("ink");
    const faint = colour("rule");
    const isSmall = chart.clientWidth < 600;
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

  function listed(data) {
    const all = data.flatMap((trace, curveNumber) =>
      (trace.customdata ?? []).map((id, pointNumber) => ({
        id, curveNumber, pointNumber, x: trace.x[pointNumber], y: trace.y[pointNumber],
        words: (trace.text ?? trace.hovertext)[pointNumber],
      })));
    return all.sort((one, other) => (one.x < other.x ? -1 : one.x > other.x ? 1 : one.y - other.y));
  }

  /* The ring round the open event, and round the point a keyboard stands on. */
  function rings() {
    const open = document.getElementById("excerpt")?.dataset.uid;
    const ring = (point, name, size) => ({ type: "circle", xsizemode: "pixel", ysizemode: "pixel", xanchor: point.x,
      yanchor: point.y, x0: -size, x1: size, y0: -size, y1: size, line: { color: colour(name), width: 2.5 } });
    const marked = [];
    if (figure.layout.barmode) return marked;
    const chosen = points.find((point) => point.id === open);
    if (chosen) marked.push(ring(chosen, "accent", 10));
    if (at >= 0 && points[at] !== chosen) marked.push(ring(points[at], "ink", 9));
    return marked;
  }

  const mark = () => Plotly.relayout(chart, { shapes: [...(figure.layout.shapes ?? []), ...rings()] });

  async function draw({ always = false } = {}) {
    const text = document.getElementById("figure").textContent;
    if (text === drawn && !always) return mark();
    drawn = text;
    figure = painted(JSON.parse(text));
    points = listed(figure.data);
    at = -1;
    zoom.hidden = points.length === 0;
    for (const button of zoom.children) button.setAttribute("aria-pressed", String(button.dataset.days === "all"));
    const layout = { ...figure.layout, shapes: [...(figure.layout.shapes ?? []), ...rings()] };
    layout.xaxis = { ...layout.xaxis, range: [...layout.xaxis.range] };
    if (!points.length) layout.annotations = [...(layout.annotations ?? []), { text: chart.dataset.none, x: 0.5, y: 0.5,
      xref: "paper", yref: "paper", showarrow: false, font: { size: 14, color: colour("soft") } }];
    await Plotly.react(chart, figure.data, layout, figure.config);
    if (!chart.dataset.ready) {
      chart.on("plotly_click", ({ points: [point] }) => open(point.customdata));
      chart.dataset.ready = "yes";
    }
    return chart;
  }

  /* One code path: a point does what its twin in the list does. What is not on this page of the list
     has the same address in the data. */
  function open(id) {
    if (figure.layout.barmode) return htmx.ajax("GET", id, { target: "#workspace", swap: "innerHTML" });
    const twin = document.querySelector(`#results [data-event="${CSS.escape(id)}"] a`);
    if (twin) return twin.click();
    const address = figure.layout.meta.permalink.replace("UID", id);
    return htmx.ajax("GET", address, { target: "#excerpt", swap: "outerHTML" });
  }

  function stand(index) {
    if (!points.length) return;
    at = Math.max(0, Math.min(points.length - 1, index));
    const point = points[at];
    const [first, last] = chart.layout.xaxis.range.map((day) => Date.parse(day));
    const day = Date.parse(point.x);
    const isSeen = first <= day && day <= last;
    const shift = day < first ? day - first - (last - first) / 10 : day - last + (last - first) / 10;
    const moved = isSeen ? {} : { "xaxis.range": [first + shift, last + shift].map((t) => new Date(t).toISOString()) };
    Plotly.relayout(chart, { shapes: [...(figure.layout.shapes ?? []), ...rings()], ...moved }).then(() => {
      Plotly.Fx.hover(chart, [{ curveNumber: point.curveNumber, pointNumber: point.pointNumber }]);
    });
    const plain = new DOMParser().parseFromString(point.words.replace("<br>", ", "), "text/html").body.textContent;
    says.textContent = `${plain} (${at + 1}/${points.length})`;
  }

  chart.addEventListener("keydown", (event) => {
    const open_ = points.findIndex((point) => point.id === document.getElementById("excerpt")?.dataset.uid);
    const from = at >= 0 ? at : open_;
    const steps = { ArrowRight: from + 1, ArrowLeft: from < 0 ? points.length - 1 : from - 1, Home: 0, End: points.length - 1 };
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key in steps) stand(steps[event.key]);
    else if (event.key === "Enter" && at >= 0) open(points[at].id);
    else return;
    event.preventDefault();
  });
  chart.addEventListener("blur", () => {
    if (at < 0 || !figure) return;
    at = -1;
    Plotly.Fx.unhover(chart);
    mark();
  });

  zoom.addEventListener("click", ({ target }) => {
    const { days } = target.dataset;
    if (!days) return;
    const [first, last] = figure.layout.xaxis.range;
    const start = days === "all" ? first : new Date(Date.parse(last) - Number(days) * 86_400_000).toISOString().slice(0, 10);
    Plotly.relayout(chart, { "xaxis.range": [start, last] });
    for (const button of zoom.children) button.setAttribute("aria-pressed", String(button === target));
  });

  const again = () => draw({ always: true });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
  coarse.addEventListener("change", again);
  return { draw };
})();
