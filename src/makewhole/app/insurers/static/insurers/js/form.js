// Boxes of a form: arrow keys go from box to box, and move the chosen one of a form without fields; a mouse draws one.
'use strict';

(() => {
  const picture = document.querySelector('[data-form-page]');
  if (!picture) return;
  const chosen = picture.querySelector('[data-movable]');
  const form = document.getElementById('decide');
  const adding = document.getElementById('adding');
  const named = (name) => form && form.elements.namedItem(name);

  if (chosen) {
    const frame = picture.parentElement;
    const [box, around] = [chosen.getBoundingClientRect(), frame.getBoundingClientRect()];
    frame.scrollBy(box.x - around.x - around.width / 2, box.y - around.y - around.height / 2);
  }

  function place(change) {
    const rect = chosen.querySelector('rect');
    for (const [name, by] of Object.entries(change)) {
      const least = name === 'width' || name === 'height' ? 4 : 0;
      const next = Math.max(least, Math.round((Number(rect.getAttribute(name)) + by) * 10) / 10);
      rect.setAttribute(name, next);
      if (named(name)) named(name).value = next;
    }
  }

  function at(event) {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(picture.getScreenCTM().inverse());
    return { x: point.x, y: point.y };
  }

  const STEPS = { ArrowLeft: ['x', -1], ArrowRight: ['x', 1], ArrowUp: ['y', -1], ArrowDown: ['y', 1] };

  picture.addEventListener('keydown', (event) => {
    const box = event.target.closest('[data-box]');
    if (!box) return;
    if (box === chosen && form && named('x')) {
      if (event.key === 'Enter') { event.preventDefault(); form.requestSubmit(); return; }
      if (event.key in STEPS) {
        event.preventDefault();
        const [name, by] = STEPS[event.key];
        place(event.shiftKey ? { [name === 'x' ? 'width' : 'height']: by } : { [name]: by });
      }
      return;
    }
    if (event.key in STEPS) {
      const boxes = Array.from(picture.querySelectorAll('[data-box]'));
      const next = boxes[boxes.indexOf(box) + (STEPS[event.key][1] > 0 ? 1 : -1)];
      if (next) { event.preventDefault(); next.focus(); }
    }
  });

  let moving = null;
  let drawing = null;
  picture.addEventListener('pointerdown', (event) => {
    const box = event.target.closest('[data-box]');
    if (box && box === chosen && named('x')) {
      event.preventDefault();
      moving = at(event);
      picture.setPointerCapture(event.pointerId);
    } else if (!box && adding && event.pointerType === 'mouse') {
      event.preventDefault();
      drawing = { from: at(event), rect: document.createElementNS('http://www.w3.org/2000/svg', 'rect') };
      drawing.rect.setAttribute('class', 'drawing');
      picture.append(drawing.rect);
      picture.setPointerCapture(event.pointerId);
    }
  });
  picture.addEventListener('pointermove', (event) => {
    const now = at(event);
    if (moving) {
      place({ x: now.x - moving.x, y: now.y - moving.y });
      moving = now;
    } else if (drawing) {
      const { from, rect } = drawing;
      rect.setAttribute('x', Math.min(from.x, now.x));
      rect.setAttribute('y', Math.min(from.y, now.y));
      rect.setAttribute('width', Math.abs(from.x - now.x));
      rect.setAttribute('height', Math.abs(from.y - now.y));
    }
  });
  picture.addEventListener('pointerup', () => {
    if (drawing) {
      const { rect } = drawing;
      drawing = null;
      if (Number(rect.getAttribute('width')) > 6 && Number(rect.getAttribute('height')) > 4) {
        for (const name of ['x', 'y', 'width', 'height']) adding.elements.namedItem(name).value = rect.getAttribute(name);
        adding.requestSubmit();
      } else {
        rect.remove();
      }
    }
    moving = null;
  });
  picture.addEventListener('click', (event) => {
    const box = event.target.closest('[data-box]');
    if (box && box === chosen) event.preventDefault();
  });
})();
