// From the search field to a patient: enter opens the only one found or goes to the first, as the arrow down does.
'use strict';

document.addEventListener('keydown', (event) => {
  if (!event.target.matches('[data-search] input[type="search"]')) return;
  if (event.key !== 'Enter' && event.key !== 'ArrowDown') return;
  const rows = document.querySelectorAll('#found [data-row] a');
  if (!rows.length || event.target.closest('.htmx-request')) return;
  event.preventDefault();
  if (event.key === 'Enter' && rows.length === 1) rows[0].click();
  else rows[0].focus();
});
