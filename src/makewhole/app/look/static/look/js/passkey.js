// When a passkey was not used (cancelled, timed out, none there), say so on the page.
'use strict';

document.addEventListener('allauth.error', (event) => {
  event.preventDefault();
  const place = document.getElementById('passkey-trouble');
  if (place) place.textContent = place.dataset.says;
});
