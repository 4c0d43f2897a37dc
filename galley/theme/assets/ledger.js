// The ledger: find, and keep the view in the address so that it can be shared. Without this file, it sorts and filters all the same.
(() => {
  const all = selector => [...document.querySelectorAll(selector)], [input] = all('.find input'), [out] = all('.find output');
  const rows = all('.led .row[id]'), view = new URLSearchParams(location.search);
  const find = () => {
    const words = input.value.trim().toLowerCase();
    const found = rows.filter(row => `${row.id} ${row.textContent}`.toLowerCase().includes(words));
    for (const row of rows) row.hidden = !found.includes(row);
    out.textContent = words && found.length + out.dataset.unit;
  };
  document.documentElement.classList.add('finds');
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
