// Everything works without this file. It adds: evidence beside its number, copying, finding, and a view in the address.
(() => {
  if (!HTMLElement.prototype.showPopover) return;
  const all = selector => [...document.querySelectorAll(selector)], { body, documentElement: root } = document;
  root.classList.add('js');
  // Where there is room, what a phone folds lies open: the stylesheet shows it, and this says so.
  for (const one of all('.fold')) one.open = innerWidth > 599;

  // 1. Evidence: a click on a number, or #fact-id in the address, fetches it and shows it beside the number; Esc, × or a
  // click elsewhere closes it. Where it cannot be had, the number is the link that it is without a script.
  const notes = origin !== 'null' && all('#notes')[0];
  let from, want, box, sheet, asked = {};
  const read = text => {
    sheet = new DOMParser().parseFromString(text, 'text/html');
    for (const a of sheet.querySelectorAll('.ev a')) a.href = new URL(a.getAttribute('href'), notes.href);
  };
  const load = () => asked[notes.href] ??= fetch(notes.href).then(answer => answer.text()).then(read);
  // The stylesheet puts the card below, above or beside the number; where it can only lie over it, or out of sight, the page moves.
  const place = () => {
    const line = [...from?.getClientRects() ?? []].pop(), { top, bottom, left } = box.getBoundingClientRect();
    const over = line?.bottom > top && line.top < bottom && line.right > left;
    scrollBy({ top: over ? line.bottom + 24 - top : Math.max(0, bottom - innerHeight), behavior: 'instant' });
  };
  const shut = () => {
    const had = box, held = document.activeElement;
    box = null;
    had?.remove();
    from?.classList.remove('on');
    return had && (held === body || had.contains(held));
  };
  const open = async (name, at) => {
    shut();
    want = name;
    from = at;
    from?.classList.add('on');
    await load();
    if (from !== at || box) return;
    box = document.importNode(sheet.getElementById(name), true);
    Object.assign(box, { popover: 'auto', role: 'dialog', tabIndex: -1, ontoggle, onkeydown });
    body.append(box);
    box.showPopover();
    place();
    box.focus({ preventScroll: true });
    history.replaceState(null, '', '#' + name);
  };
  function ontoggle({ newState }) {
    if (newState === 'open' || box !== this) return;
    want = null;
    if (shut()) from?.focus({ preventScroll: true });
    if (location.hash === '#' + this.id) history.replaceState(null, '', location.href.split('#')[0]);
  }
  // From either end, Tab goes on from the number: the card stands at the end of the page.
  function onkeydown({ key, shiftKey }) {
    const stops = [...this.querySelectorAll('a')], at = stops.indexOf(document.activeElement);
    if (key !== 'Tab' || (shiftKey ? at > 0 : at < stops.length - 1)) return;
    this.hidePopover();
    from?.focus({ preventScroll: true });
  }
  const openHash = () => {
    const name = location.hash.slice(1);
    if (!name || document.getElementById(name)) return;
    const at = all('main a.fig').find(a => a.dataset.fact === name && a.getClientRects().length);
    at?.scrollIntoView({ block: 'center', behavior: 'instant' });
    open(name, at).catch(() => {});
  };
  if (notes) {
    addEventListener('click', event => {
      const a = event.target.closest('.fig[data-n], .ev-x');
      if (!a || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      if (a.matches('.ev-x')) box.hidePopover();
      else open(a.dataset.fact, box?.contains(a) ? from : a).catch(() => { location = a.href; });
    });
    addEventListener('pointerover', ({ target }) => target.closest?.('.fig[data-n]') && load().catch(() => {}));
    addEventListener('hashchange', openHash);
    openHash();
    // What is printed ends with the evidence; a printer does not wait for what is on its way.
    addEventListener('beforeprint', () => {
      const ask = new XMLHttpRequest();
      ask.open('GET', notes.href, false);
      ask.send();
      read(ask.responseText);
      all('main')[0].after(document.importNode(sheet.querySelector('.evidence'), true));
    });
    addEventListener('afterprint', () => all('body > .evidence')[0]?.remove());
  }

  // 2. Another language opens at the same fact, though its evidence may still be on its way, or section, in the same view but for
  // the words to find. A pointer is asked when it comes down: by its click, it has closed the evidence.
  for (const a of all('.lang a')) a.onpointerdown = a.onclick = event => {
    if (event.detail) return;
    a.hash = want ?? all('.stn[id]').findLast(one => one.getBoundingClientRect().top < innerHeight / 2)?.id ?? location.hash;
    a.search = location.search.replace(/[?&]q=.*/, '');
  };

  // 3. Copy a text, or the address of a part of the page.
  for (const button of all('.copy')) {
    const { copy, done } = button.dataset, label = button.textContent;
    button.hidden = !navigator.clipboard;
    button.onclick = async () => {
      const part = all(copy || 'main')[0], { href } = new URL(copy || location.pathname, location);
      await navigator.clipboard.writeText(part.matches('.cite') ? part.textContent : part.value ?? href);
      button.textContent = done;
      setTimeout(() => { button.textContent = label; }, 1600);
    };
  }
  for (const button of all('.share')) {
    button.hidden = !navigator.share;
    button.onclick = () => navigator.share({ title: document.title, url: location.href }).catch(() => {});
  }
})();
