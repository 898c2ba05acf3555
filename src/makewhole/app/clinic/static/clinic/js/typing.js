// Typing that is not lost: what could not be kept is tried again, also after a restart of the server or signing in again.
'use strict';

(() => {
  const AGAIN = 4000;
  const waiting = () => document.querySelectorAll('form[data-draft][data-state="waiting"]');

  document.addEventListener('htmx:responseError', async (event) => {
    const form = event.target.closest && event.target.closest('form[data-draft]');
    if (!form) return;
    if (event.detail.xhr.status !== 403) return;
    // Signing in again changed the token that proves where a request comes from: take the new one from the server.
    const page = await fetch(window.location.pathname, { credentials: 'same-origin' }).catch(() => null);
    if (!page || page.redirected || !page.ok) return;
    const fresh = new DOMParser().parseFromString(await page.text(), 'text/html');
    document.body.setAttribute('hx-headers', fresh.body.getAttribute('hx-headers'));
    const token = fresh.querySelector('[name="csrfmiddlewaretoken"]');
    if (token) document.querySelectorAll('[name="csrfmiddlewaretoken"]').forEach((each) => { each.value = token.value; });
  });
  // What cannot be kept now cannot be sent either: the browser would leave the page and lose it. It waits, and is sent by
  // itself once it is kept.
  const held = new Map();
  document.addEventListener('submit', (event) => {
    const form = event.target;
    if (!form.matches('form[data-draft]') || (form.dataset.state !== 'waiting' && navigator.onLine)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    held.set(form, event.submitter);
    document.getElementById(form.dataset.draft).scrollIntoView({ block: 'center' });
    window.htmx.trigger(form, 'draft:again');
  }, true);
  document.addEventListener('htmx:afterRequest', (event) => {
    const form = event.target.closest && event.target.closest('form[data-draft]');
    if (!form || !held.has(form) || !event.detail.successful) return;
    const button = held.get(form);
    held.delete(form);
    window.setTimeout(() => form.requestSubmit(button), 0); // when the line says that it is kept
  });
  document.addEventListener('submit', (event) => { if (event.target.matches('form[data-draft]')) window.htmx.trigger(event.target, 'htmx:abort'); });
  window.setInterval(() => waiting().forEach((form) => window.htmx.trigger(form, 'draft:again')), AGAIN);

  // A link to a field puts the cursor into it, also when it is folded away; a link to a row, into its first field.
  const go = (name) => {
    const place = document.getElementById(decodeURIComponent(name));
    if (!place) return false;
    for (let fold = place.closest('details'); fold; fold = fold.parentElement.closest('details')) fold.open = true;
    const box = place.matches('input, select, textarea') ? place : place.querySelector('input, select, textarea, button');
    if (!box) return false;
    box.focus();
    box.scrollIntoView({ block: 'center' });
    return true;
  };
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[href^="#id_"], a[href^="#at-"]');
    if (link && go(link.getAttribute('href').slice(1))) event.preventDefault();
  });
  // After the browser's own jump, which takes the cursor away.
  if (window.location.hash.length > 1) {
    window.addEventListener('load', () => window.setTimeout(() => go(window.location.hash.slice(1)), 0));
  }

  document.addEventListener('click', (event) => {
    const button = event.target.closest('[data-fill]');
    if (!button) return;
    const box = document.getElementById(button.dataset.fill);
    box.value = button.dataset.with;
    box.dispatchEvent(new Event('input', { bubbles: true }));
    box.focus();
  });
})();
