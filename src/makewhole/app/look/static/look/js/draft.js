// The line that says whether what was typed is kept. A form marked data-draft saves itself through htmx; this only
// tells how that went, and asks before a page with unsaved typing is left. Nothing is written to the browser's storage.
'use strict';

(() => {
  const REFUSALS = 2;
  const line = (form) => document.getElementById(form.dataset.draft);
  const say = (form, state, words = state) => {
    const place = line(form);
    form.dataset.state = state;
    if (!place) return;
    place.dataset.state = state;
    const time = new Date().toLocaleTimeString(document.documentElement.lang, { hour: 'numeric', minute: '2-digit' });
    place.textContent = place.dataset[words].replace('{time}', time);
  };
  const drafted = (event) => event.target.closest && event.target.closest('form[data-draft]');

  document.addEventListener('input', (event) => {
    const form = drafted(event);
    if (form) say(form, 'typing');
  });
  document.addEventListener('htmx:afterRequest', (event) => {
    const form = drafted(event);
    // The page is being sent: keeping was broken off for it, and nothing is lost that one would have to ask about.
    if (!form || form.dataset.state === 'sent' || event.detail.requestConfig.verb === 'get') return;
    const status = event.detail.xhr.status;
    form.dataset.refused = status === 403 ? 1 + Number(form.dataset.refused || 0) : 0;
    if (event.detail.successful) say(form, 'kept');
    else if (status === 401 && line(form)?.dataset.out) say(form, 'waiting', 'out');
    else if (status === 0 || status >= 500) say(form, 'waiting');
    else if (status === 403 && form.dataset.refused <= REFUSALS) say(form, 'waiting'); // an old token is mended meanwhile
    else say(form, 'typing'); // the server answered that it cannot be kept: trying again helps nothing, sending may
  });
  window.addEventListener('online', () => {
    document.querySelectorAll('form[data-draft][data-state="waiting"]').forEach((form) => window.htmx.trigger(form, 'draft:again'));
  });
  // What is being sent is not kept behind it: that would bring back as unsaved what was just saved.
  document.addEventListener('htmx:beforeRequest', (event) => {
    const form = drafted(event);
    if (form && form.dataset.state === 'sent' && event.detail.requestConfig.verb !== 'get') event.preventDefault();
  });
  document.addEventListener('submit', (event) => { if (drafted(event)) event.target.dataset.state = 'sent'; });
  window.addEventListener('beforeunload', (event) => {
    if (document.querySelector('form[data-draft]:is([data-state="typing"], [data-state="waiting"])')) event.preventDefault();
  });
})();
