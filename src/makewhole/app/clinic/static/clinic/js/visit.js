// Times by one key, and the dose that follows from the weight.
'use strict';

(() => {
  const form = document.getElementById('visit');
  if (!form) return;
  const now = () => new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: form.dataset.zone }).format(new Date());
  const fill = (box, text) => {
    box.value = text;
    box.dispatchEvent(new Event('input', { bubbles: true }));
  };

  document.addEventListener('keydown', (event) => {
    if (event.key.toLowerCase() !== 'n' || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!event.target.matches('input[data-clock]') || event.target.disabled) return;
    event.preventDefault();
    fill(event.target, now());
  });
  form.querySelectorAll('input[data-clock]:not(:disabled)').forEach((box) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'plain';
    button.textContent = form.dataset.now;
    button.setAttribute('aria-label', `${form.dataset.now}: ${box.labels[0].textContent.trim()}`);
    button.addEventListener('click', () => { fill(box, now()); box.focus(); });
    const beside = document.createElement('div');
    beside.className = 'with-unit';
    box.replaceWith(beside);
    beside.append(box, button);
  });

  // A dose is proposed until someone types another; what was given is what stands in the field.
  const propose = () => document.querySelectorAll('[data-proposal]').forEach((place) => {
    const box = document.getElementById(`id_${place.dataset.proposal}.dose`);
    const proposed = place.querySelector('[data-dose]');
    if (!box || box.disabled) return;
    const dose = proposed ? proposed.dataset.dose : '';
    if (dose && box.value === dose) box.dataset.proposed = dose;
    if (!dose || box.value === dose || document.activeElement === box) return;
    if (box.value === '' || box.value === box.dataset.proposed) {
      box.dataset.proposed = dose;
      fill(box, dose);
    }
  });
  document.addEventListener('htmx:afterSettle', propose);
  propose();
})();
