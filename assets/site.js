// Everything works without this file. It adds: evidence beside its number, copying, finding, and a view in the address.
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const root = document.documentElement, here = () => decodeURIComponent(location.hash.slice(1));
  const card = id => { const found = document.getElementById(id); return found?.matches('.ev') ? found : null; };

  // 1. Evidence: a click, or #fact-id in the address, opens it beside the number; Esc, × or a click elsewhere closes it.
  if (HTMLElement.prototype.showPopover) {
    root.classList.add('js');
    let from = null;
    const place = (box, at) => {
      box.style.cssText = '';
      if (matchMedia('(max-width: 37.49em)').matches) return;
      const r = [...at.getClientRects()].pop(), w = box.offsetWidth, gap = 8;
      const under = innerHeight - r.bottom - 2 * gap, over = r.top - 2 * gap;
      const below = box.offsetHeight <= under || over <= under, h = Math.min(box.offsetHeight, Math.max(over, under));
      Object.assign(box.style, {
        position: 'absolute', right: 'auto', bottom: 'auto', maxHeight: h + 'px',
        left: Math.max(16, Math.min(r.left, root.clientWidth - w - 16)) + 'px',
        top: scrollY + (below ? r.bottom + gap : r.top - gap - h) + 'px',
      });
    };
    const open = (box, at) => {
      all('.ev:popover-open').forEach(other => other.hidePopover());
      from = at;
      at?.classList.add('on');
      box.showPopover();
      if (at) place(box, at);
      box.focus({ preventScroll: true });
      history.replaceState(null, '', '#' + box.id);
    };
    const openHash = () => {
      const box = card(here());
      if (!box || box.matches(':popover-open')) return;
      const at = all('main a.fig').find(a => a.hash === location.hash && a.getClientRects().length);
      at?.scrollIntoView({ block: 'center', behavior: 'instant' });
      open(box, at);
    };
    addEventListener('click', event => {
      const a = event.target.closest?.('a');
      if (!a || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      const box = a.matches('.fig') && a.pathname === location.pathname && card(decodeURIComponent(a.hash.slice(1)));
      const shut = a.closest('.ev-x') && a.closest('.ev');
      if (box || shut) event.preventDefault();
      if (shut) shut.hidePopover();
      if (box) open(box, a.closest('.ev') ? from : a);
    });
    for (const box of all('.ev')) box.addEventListener('toggle', event => {
      if (event.newState !== 'closed' || all('.ev:popover-open').length) return;
      all('.fig.on').forEach(a => a.classList.remove('on'));
      const last = from;
      if (!document.activeElement || document.activeElement === document.body || box.contains(document.activeElement)) last?.focus({ preventScroll: true });
      if (here() === box.id) history.replaceState(null, '', location.pathname + location.search);
    });
    addEventListener('resize', () => all('.ev:popover-open').forEach(box => from && place(box, from)));
    addEventListener('hashchange', openHash);
    openHash();
  }

  // 2. Another language opens at the same fact, or the same station.
  for (const a of all('.lang a')) for (const hand of ['pointerdown', 'focus', 'click']) a.addEventListener(hand, () => {
    const ahead = document.querySelector('.ev:popover-open') ?? all('.stn[id]').findLast(one => one.getBoundingClientRect().top < innerHeight / 2);
    a.hash = ahead?.id || here();
  });

  // 3. A chart on another site says how tall it is; the code to copy says where the chart is.
  if (parent !== self && document.body.matches('.emb'))
    new ResizeObserver(() => parent.postMessage({ height: document.body.scrollHeight }, '*')).observe(document.body);
  for (const code of all('textarea.code')) code.value = code.value.replace(/src="[^"]*"/, `src="${document.querySelector('a.look').href}"`);

  // 4. Copy a text, or the address of a part of the page.
  if (navigator.clipboard) root.classList.add('js');
  for (const button of all('[data-copy]')) {
    button.hidden = !navigator.clipboard;
    button.addEventListener('click', async () => {
      const part = document.querySelector(button.dataset.copy), was = button.textContent;
      await navigator.clipboard.writeText(part?.matches('.code,.cite') ? part.value ?? part.textContent : new URL(button.dataset.copy, location.href).href);
      button.textContent = button.dataset.done;
      setTimeout(() => { button.textContent = was; }, 1600);
    });
  }

  // 5. The ledger: find, and keep the view in the address so that it can be shared.
  const box = document.querySelector('.find');
  if (!box) return;
  const input = box.querySelector('input'), out = box.querySelector('output'), view = new URLSearchParams(location.search);
  const find = () => {
    const words = input.value.trim().toLowerCase();
    for (const row of all('.led .grp .row:not(.gh)')) row.classList.toggle('off', !!words && !`${row.id} ${row.textContent}`.toLowerCase().includes(words));
    for (const group of all('.led .grp')) group.classList.toggle('off', !group.querySelector('.row:not(.gh):not(.off)'));
    out.textContent = words ? all('.led .grp .row:not(.gh):not(.off)').length + out.dataset.unit : '';
  };
  for (const key of ['sort', 'only']) { const chosen = document.getElementById(view.get(key)); if (chosen) chosen.checked = true; }
  input.value = view.get('q') ?? '';
  find();
  addEventListener('input', () => {
    const next = new URLSearchParams(all('.ctl input:checked').filter(one => !one.defaultChecked).map(one => [one.name, one.id]));
    if (input.value) next.set('q', input.value);
    find();
    history.replaceState(null, '', (next.size ? '?' + next : location.pathname) + location.hash);
  });
})();
