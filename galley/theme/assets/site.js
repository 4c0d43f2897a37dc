// Everything works without this file. It adds: evidence beside its number, copying, finding, and a view in the address.
(() => {
  if (!HTMLElement.prototype.showPopover) return;
  const all = selector => [...document.querySelectorAll(selector)], { body, documentElement: root } = document;
  root.classList.add('js');

  // 1. Evidence: a click, or #fact-id in the address, opens it beside the number; Esc, × or a click elsewhere closes it.
  const wider = em => matchMedia(`(width >= ${em}em)`).matches;
  let from;
  const rect = one => one.getBoundingClientRect();
  const card = id => all('.ev').find(box => box.id === id), shown = () => all('.ev:popover-open');
  const address = hash => history.replaceState(null, '', hash || location.pathname + location.search);
  const place = box => {
    box.style.cssText = '';
    box.classList.remove('in-margin');
    if (!from) return;
    const line = [...from.getClientRects()].pop(), { clientWidth: width, clientHeight: height } = root;
    if (!wider(37.5)) return scrollBy({ top: Math.max(0, line.bottom + 24 - rect(box).top), behavior: 'instant' });
    const put = (top, room, left = '') => { box.style.cssText = `position:absolute;inset-block:${scrollY + top}px auto;max-height:${room}px;${left}`; };
    if (wider(75) && from.closest('.stn > :not(.notes, .parts)')) {
      box.classList.add('in-margin');
      if (rect(box).left > line.right) {
        const under = rect(from.closest('.stn').children[1]).bottom;
        const top = Math.max(12, under, Math.min(line.top - 4, height - box.scrollHeight - 16));
        return put(top, height - top - 12);
      }
      box.classList.remove('in-margin');
    }
    const above = line.top - 16, below = height - line.bottom - 16, tall = Math.min(box.scrollHeight + 4, Math.max(above, below));
    const left = Math.max(16, Math.min(line.left, width - box.offsetWidth - 16));
    put(tall <= below ? line.bottom + 8 : line.top - 8 - tall, tall, `inset-inline:${left}px auto`);
  };
  const open = (box, at) => {
    shown().forEach(other => other.hidePopover());
    from?.classList.remove('on');
    from = at;
    from?.classList.add('on');
    box.showPopover();
    place(box);
    box.focus({ preventScroll: true });
    address('#' + box.id);
  };
  const openHash = () => {
    const name = location.hash.slice(1), box = card(document.getElementById(name)?.dataset.fact ?? name);
    if (!box) return;
    const at = all('main a.fig').find(a => [a.id, a.dataset.fact].includes(name) && a.getClientRects().length);
    at?.scrollIntoView({ block: 'center', behavior: 'instant' });
    open(box, at);
  };
  addEventListener('click', event => {
    const a = event.target.closest('.fig[href^="#"], .ev-x');
    if (!a || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const inside = a.closest('.ev'), box = card(a.dataset.fact);
    if (a.matches('.ev-x')) inside.hidePopover();
    else if (box) open(box, inside ? from : a);
    else return;
    event.preventDefault();
  });
  for (const box of all('.ev')) {
    const focus = () => from?.focus({ preventScroll: true });
    box.ontoggle = () => {
      if (shown().length) return;
      from?.classList.remove('on');
      if (document.activeElement === body || box.contains(document.activeElement)) focus();
      if (location.hash === '#' + box.id) address();
    };
    // From either end, Tab goes on from the number: the card stands at the end of the page.
    box.onkeydown = ({ key, shiftKey }) => {
      const stops = [...box.querySelectorAll('a')], at = stops.indexOf(document.activeElement);
      if (key !== 'Tab' || (shiftKey ? at > 0 : at < stops.length - 1)) return;
      box.hidePopover();
      focus();
    };
  }
  addEventListener('resize', () => shown().forEach(place));
  addEventListener('hashchange', openHash);
  openHash();

  // 2. Another language opens at the same fact or station, in the same view but for the words to find. A pointer is asked
  // when it comes down: by its click, it has closed the evidence.
  for (const a of all('.lang a')) a.onpointerdown = a.onclick = event => {
    if (event.detail) return;
    const ahead = shown()[0] ?? all('.stn[id]').findLast(one => rect(one).top < innerHeight / 2);
    a.hash = ahead?.id ?? location.hash;
    a.search = location.search.replace(/[?&]q=.*/, '');
  };

  // 3. Copy a text, or the address of a part of the page.
  for (const button of all('.copy')) {
    const { copy, done } = button.dataset, label = button.textContent;
    button.hidden = !navigator.clipboard;
    button.onclick = async () => {
      const [part] = all(copy);
      await navigator.clipboard.writeText(part.matches('.cite') ? part.textContent : part.value ?? new URL(copy, location).href);
      button.textContent = done;
      setTimeout(() => { button.textContent = label; }, 1600);
    };
  }
  for (const button of all('.share')) {
    button.hidden = !navigator.share;
    button.onclick = () => navigator.share({ title: document.title, url: location.href }).catch(() => {});
  }
})();
