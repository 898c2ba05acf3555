// Moving in a list by keyboard: j and k to the next and previous row, enter opens it, / goes to the search field.
'use strict';

document.addEventListener('keydown', (event) => {
  if (document.documentElement.dataset.keys === 'off') return;
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (event.target.closest('input, select, textarea, [contenteditable]')) return;

  if (event.key === '/') {
    const search = document.querySelector('input[type="search"]');
    if (search) { event.preventDefault(); search.focus(); search.select(); }
    return;
  }
  if (event.key !== 'j' && event.key !== 'k') return;
  const list = event.target.closest('[data-list]') || document.querySelector('[data-list]');
  if (!list) return;
  const rows = Array.from(list.querySelectorAll('[data-row]'));
  const here = rows.findIndex((row) => row.contains(document.activeElement));
  const next = rows[event.key === 'j' ? here + 1 : Math.max(here - 1, 0)];
  if (next) { event.preventDefault(); next.querySelector('a, button').focus(); }
});
