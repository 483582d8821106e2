/* Inside the frame: tells the page around it how high the content is, and nothing else. */
"use strict";
(() => {
  if (window.parent === window) return;
  const root = document.documentElement;
  const tell = () => {
    const height = Math.ceil(root.getBoundingClientRect().height);
    window.parent.postMessage({ type: "ukraine-crisis:height", height }, "*"); // a number is no secret
  };
  new ResizeObserver(tell).observe(root);
  // A script that comes late has not heard the first time.
  addEventListener("message", ({ data, source }) => {
    if (source === window.parent && data?.type === "ukraine-crisis:ask") tell();
  });
})();
