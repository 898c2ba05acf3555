// Someone who types is here, also on a page that sends nothing meanwhile: the server is told so, and nothing of what is typed.
'use strict';

(() => {
  const { at } = document.currentScript.dataset;
  const EVERY = 30000; // milliseconds; the server notes no less
  let told = Date.now(); // by asking for this page
  document.addEventListener('input', () => {
    if (Date.now() - told < EVERY) return;
    told = Date.now();
    fetch(at, { method: 'HEAD', redirect: 'manual' }).catch(() => {}); // no connection: the next typing tells it
  });
})();
