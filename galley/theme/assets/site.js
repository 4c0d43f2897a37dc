// Everything works without this file. It adds: evidence beside its number, copying, finding, and a view in the address.
(() => {
  if (!HTMLElement.prototype.showPopover) return;
  const all = selector => [...document.querySelectorAll(selector)], { body, documentElement: root } = document;
  root.classList.add('js');

  // 1. Evidence: a click, or #fact-id in the address, opens it beside the number; Esc, × or a click elsewhere closes it.
  let from;
  const card = hash => all('.ev').find(box => '#' + box.id === hash), shown = () => all('.ev:popover-open');
  const place = box => {
    box.style.cssText = '';
    if (!from || matchMedia('(max-width: 37.49em)').matches) return;
    const line = [...from.getClientRects()].pop(), above = line.top - 16, below = innerHeight - line.bottom - 16;
    const height = Math.min(box.offsetHeight, Math.max(above, below));
    const top = scrollY + (height <= below ? line.bottom + 8 : line.top - 8 - height);
    const left = Math.max(16, Math.min(line.left, root.clientWidth - box.offsetWidth - 16));
    box.style.cssText = `position: absolute; inset: ${top}px auto auto ${left}px; max-height: ${height}px`;
  };
  const open = (box, at) => {
    shown().forEach(other => other.hidePopover());
    from?.classList.remove('on');
    from = at;
    from?.classList.add('on');
    box.showPopover();
    place(box);
    box.focus({ preventScroll: true });
    history.replaceState(null, '', '#' + box.id);
  };
  const openHash = () => {
    const box = card(location.hash);
    if (!box) return;
    const at = all('main a.fig').find(a => a.hash === location.hash && a.getClientRects().length);
    at?.scrollIntoView({ block: 'center', behavior: 'instant' });
    open(box, at);
  };
  addEventListener('click', event => {
    const a = event.target.closest('a');
    if (!a || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    const inside = a.closest('.ev'), box = a.matches('.fig[href^="#"]') && card(a.hash);
    if (a.matches('.ev-x')) inside.hidePopover();
    else if (box) open(box, inside ? from : a);
    else return;
    event.preventDefault();
  });
  for (const box of all('.ev')) box.ontoggle = () => {
    if (shown().length) return;
    from?.classList.remove('on');
    const focused = document.activeElement;
    if (focused === body || box.contains(focused)) from?.focus({ preventScroll: true });
    if (location.hash === '#' + box.id) history.replaceState(null, '', location.pathname + location.search);
  };
  addEventListener('resize', () => shown().forEach(place));
  addEventListener('hashchange', openHash);
  openHash();

  // 2. Another language opens at the same fact or station, in the same view but for the words to find. A pointer is asked
  // when it comes down: by its click, it has closed the evidence.
  for (const a of all('.lang a')) a.onpointerdown = a.onclick = event => {
    if (event.detail) return;
    const ahead = shown()[0] ?? all('.stn[id]').findLast(one => one.getBoundingClientRect().top < innerHeight / 2);
    a.hash = ahead?.id ?? location.hash;
    a.search = location.search.replace(/[?&]q=.*/, '');
  };

  // 3. A chart on another site says how tall it is; the code to copy says where the chart is.
  if (body.matches('.emb')) new ResizeObserver(() => parent.postMessage({ height: body.scrollHeight }, '*')).observe(body);
  for (const code of all('textarea.code')) code.value = code.value.replace(/src="[^"]*"/, `src="${all('a.look')[0].href}"`);

  // 4. Copy a text, or the address of a part of the page.
  for (const button of all('[data-copy]')) {
    const { copy, done } = button.dataset, label = button.textContent;
    button.hidden = !navigator.clipboard;
    button.onclick = async () => {
      const [part] = all(copy);
      await navigator.clipboard.writeText(part.matches('.cite') ? part.textContent : part.value ?? new URL(copy, location).href);
      button.textContent = done;
      setTimeout(() => { button.textContent = label; }, 1600);
    };
  }

  // 5. The ledger: find, and keep the view in the address so that it can be shared.
  const [input] = all('.find input'), [out] = all('.find output'), rows = all('.led .row[id]'), view = new URLSearchParams(location.search);
  if (!input) return;
  const find = () => {
    const words = input.value.trim().toLowerCase();
    const found = rows.filter(row => `${row.id} ${row.textContent}`.toLowerCase().includes(words));
    for (const row of rows) row.hidden = !found.includes(row);
    out.textContent = words && found.length + out.dataset.unit;
  };
  for (const one of all('.ctl [name]')) if (one.id === view.get(one.name)) one.checked = true;
  input.value = view.get('q') ?? '';
  find();
  addEventListener('input', () => {
    const next = new URLSearchParams(all('.ctl :checked:not([checked])').map(one => [one.name, one.id]));
    if (input.value) next.set('q', input.value);
    find();
    history.replaceState(null, '', (next.size ? '?' + next : location.pathname) + location.hash);
  });
})();
