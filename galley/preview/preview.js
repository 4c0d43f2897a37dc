// The editor's window on a preview: swaps in what changed, keeps the place, and shows the story's problems over the page.
(() => {
  const page = () => location.pathname.replace(/^\//, '').replace(/(^|\/)$/, '$1index.html');
  const events = new EventSource('/-/events?page=' + encodeURIComponent(page()));
  let epoch = Number(document.currentScript.dataset.epoch), first = true;

  // Makes `old` like `now`, touching only what differs; returns the elements that changed.
  function morph(old, now, changed = []) {
    if (old.isEqualNode(now)) return changed;
    const same = old.nodeType === now.nodeType && old.nodeName === now.nodeName;
    if (!same || old.nodeType !== Node.ELEMENT_NODE) {
      const parent = old.parentElement;
      old.replaceWith(document.importNode(now, true));
      changed.push(parent);
      return changed;
    }
    for (const { name } of [...old.attributes]) if (!now.hasAttribute(name) && name !== 'open') old.removeAttribute(name);
    for (const { name, value } of now.attributes) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
    const a = [...old.childNodes], b = [...now.childNodes];
    if (a.length !== b.length) {
      old.replaceChildren(...b.map(node => document.importNode(node, true)));
      changed.push(old);
      return changed;
    }
    a.forEach((node, i) => morph(node, b[i], changed));
    return changed;
  }

  async function refresh() {
    if ('waiting' in document.documentElement.dataset) return location.reload();
    const answer = await fetch(location.pathname, { cache: 'no-store' });
    if (answer.status === 503) return;  // a preview that has just begun: its first site will be news of every page
    const now = new DOMParser().parseFromString(await answer.text(), 'text/html');
    restyle(now);
    document.title = now.title;
    document.documentElement.lang = now.documentElement.lang;
    flash(morph(document.querySelector('main') ?? document.body, now.querySelector('main') ?? now.body));
  }

  // A stylesheet under a new name takes the place of the old one once it has loaded.
  function restyle(now) {
    const old = [...document.querySelectorAll('link[rel=stylesheet]')];
    const fresh = [...now.querySelectorAll('link[rel=stylesheet]')];
    const has = (links, one) => links.some(link => link.getAttribute('href') === one.getAttribute('href'));
    const gone = old.filter(one => !has(fresh, one));
    for (const one of fresh.filter(one => !has(old, one))) {
      const link = document.importNode(one, true);
      link.onload = () => gone.forEach(sheet => sheet.remove());
      document.head.append(link);
    }
  }

  function flash(elements) {
    for (const element of new Set(elements)) {
      element?.animate?.([{ backgroundColor: 'Highlight' }, {}], { duration: 1200 });
    }
  }

  // ── the panel ──
  const host = document.createElement('galley-preview');
  const shadow = host.attachShadow({ mode: 'open' });
  shadow.append(document.createElement('div'));
  document.documentElement.append(host);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    div { position: fixed; inset: auto 0 0 0; z-index: 2147483647; max-height: 45vh; overflow: auto; font: 14px/1.5 system-ui, sans-serif;
      background: Canvas; color: CanvasText; border-top: 3px solid #b96f00; padding: 12px 20px; box-sizing: border-box; }
    div:empty { display: none } summary { font-weight: 600; cursor: pointer } p { margin: 0; overflow-wrap: anywhere } a { color: inherit; margin-inline-end: 1em }
    section { margin-top: 12px; padding-top: 12px; border-top: 1px solid color-mix(in srgb, CanvasText 18%, Canvas) }
    code, pre { font: 13px/1.5 ui-monospace, monospace } pre { margin: 4px 0; overflow-x: auto } .remedy { color: #8a5200 }
    @media (prefers-color-scheme: dark) { .remedy { color: #f0a940 } }`);
  shadow.adoptedStyleSheets = [sheet];
  const panel = shadow.firstChild;
  const make = (tag, words, extra = {}) => Object.assign(document.createElement(tag), { textContent: words }, extra);

  function problem({ place, message, excerpt, quote, hint }) {
    const section = make('section', '');
    section.append(make('code', place), make('p', message));
    if (excerpt) section.append(make('pre', excerpt));
    if (quote && !excerpt.includes(quote.replace(/^「|」$/g, ''))) section.append(make('p', quote));
    section.append(make('p', hint, { className: 'remedy' }));
    return section;
  }

  function problems(found) {
    const details = make('details', '', { open: panel.querySelector('details')?.open ?? true });
    details.append(make('summary', found.title), ...found.problems.map(problem));
    panel.replaceChildren(details);
    panel.setAttribute('role', 'alert');
    for (const pre of panel.querySelectorAll('pre')) {  // a long line is shown where its caret stands
      pre.scrollLeft = pre.textContent.split('\n')[1].length * 8 - pre.clientWidth / 2;
    }
  }

  function elsewhere(paths) {
    panel.removeAttribute('role');
    panel.replaceChildren();
    if (!paths.length) return;
    const line = make('p', `${paths.length} more changed: `);
    line.append(...paths.slice(0, 12).map(path => make('a', path, { href: '/' + path })));
    panel.append(line);
    setTimeout(() => panel.contains(line) && panel.replaceChildren(), 8000);
  }

  // A preview that is started again is found by the browser itself.
  events.onerror = () => {
    panel.setAttribute('role', 'alert');
    panel.replaceChildren(make('p', 'The preview has ended. Start it again, and this page follows.'));
  };

  events.onmessage = async ({ data }) => {
    const news = JSON.parse(data);
    const missed = news.epoch !== epoch + (first ? 0 : 1), fresh = first;
    [epoch, first] = [news.epoch, false];
    const notes = document.getElementById('notes');
    if (notes) notes.search = epoch;  // evidence is asked for under its whole address, and so anew
    if (missed || (!fresh && news.changed.includes(page()))) await refresh();
    if (news.problems.length) return problems(news);
    if (news.whole) elsewhere(fresh ? [] : news.changed.filter(path => path !== page() && path.endsWith('.html')));
  };
})();
