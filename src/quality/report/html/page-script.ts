/**
 * The script of a page: filters, and links that open what is folded around their target. Without it everything is
 * there, unfiltered, and browsers open what is folded by themselves. It takes nothing from the page but places in lists.
 */
export const PAGE_SCRIPT = `
'use strict';
(() => {
  const form = document.getElementById('filter');
  const told = document.getElementById('filtered');
  const items = [...document.querySelectorAll('[data-findings]')];
  const severities = ['fail', 'warn', 'info'];
  const providers = [...form.elements.provider.options].map((option) => option.text);
  const filter = () => {
    const [provider, check, severity] = ['provider', 'check', 'severity'].map((name) => form.elements[name].value);
    const isWanted = (key) => {
      const [grade, at] = key.split('-');
      return (check === '' || at === check) && (severity === '' || grade === severities[severity]);
    };
    let shown = 0;
    for (const item of items) {
      const isOfProvider = provider === '' || item.dataset.provider === providers[Number(provider) + 1];
      const isFound = (check === '' && severity === '') || item.dataset.findings.split(' ').some(isWanted);
      item.hidden = !(isOfProvider && isFound);
      if (!item.hidden && item.tagName === 'LI') shown++;
    }
    told.textContent = shown + (shown === 1 ? ' finding' : ' findings') + ' listed';
  };
  const openTarget = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    const target = id === '' ? null : document.getElementById(id);
    if (target === null) return;
    if (target.closest('[hidden]') !== null) {
      form.reset();
      filter();
    }
    for (let each = target; each !== null; each = each.parentElement) {
      if (each.tagName === 'DETAILS') each.open = true;
    }
    target.scrollIntoView({ block: 'center' });
  };
  form.hidden = false;
  form.addEventListener('change', filter);
  form.addEventListener('reset', () => setTimeout(filter));
  form.addEventListener('submit', (event) => event.preventDefault());
  addEventListener('hashchange', openTarget);
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (link !== null && link.hash === location.hash) openTarget();
  });
  filter();
  openTarget();
})();
`;
