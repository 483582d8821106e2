/* For the page that shows embeds of this site: gives each iframe the height of its content. It reads nothing else,
   sends nothing anywhere and may be loaded twice. Without it the iframe keeps the height written in the page. */
"use strict";
(() => {
  const origin = new URL(document.currentScript.src).origin;
  const MOST = 20000; // pixels
  const isOurs = (frame) => frame.src.startsWith(`${origin}/embed/`);
  const frames = () => [...document.querySelectorAll("iframe")].filter(isOurs);

  addEventListener("message", ({ data, origin: from, source }) => {
    if (from !== origin || data?.type !== "ukraine-crisis:height") return;
    const { height } = data;
    const frame = frames().find(({ contentWindow }) => contentWindow === source);
    if (!frame || !Number.isFinite(height) || height <= 0 || height > MOST) return;
    frame.style.height = `${height + frame.offsetHeight - frame.clientHeight}px`; // with its own border, if it has one
  });
  for (const { contentWindow } of frames()) contentWindow.postMessage({ type: "ukraine-crisis:ask" }, "*");
})();
