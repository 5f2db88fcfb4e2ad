/**
 * Hides the entries that do not contain the searched words. Without scripts, the page shows everything, and the search field stays
 * hidden. The script is plain text here, because the browser runs it only when its digest equals the one in the Content-Security-Policy of
 * the page.
 */
export const searchScript = `(() => {
  const form = document.getElementById('search');
  if (!form) return;
  const items = [...document.querySelectorAll('[data-find]')];
  const fold = (text) => text.normalize('NFKD').replace(/\\p{M}/gu, '').toLowerCase();
  let texts;
  const field = document.getElementById('sought');
  const found = document.getElementById('found');
  form.hidden = false;
  form.addEventListener('submit', (event) => event.preventDefault());
  field.addEventListener('input', () => {
    texts ??= items.map((item) => fold(item.textContent));
    const words = fold(field.value).split(/\\s+/).filter(Boolean);
    let count = 0;
    items.forEach((item, index) => {
      const fits = words.every((word) => texts[index].includes(word));
      if (item.hidden === fits) item.hidden = !fits;
      if (!fits) return;
      count += 1;
      if (words.length > 0) {
        const folded = item.closest('details');
        if (folded) folded.open = true;
      }
    });
    const { none, one, many, language } = form.dataset;
    found.textContent = words.length === 0 ? '' : count === 0 ? none : count === 1 ? one
      : many.replace('#', count.toLocaleString(language));
  });
})();`;
