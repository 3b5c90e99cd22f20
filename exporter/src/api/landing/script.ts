/** Fetches the page anew and puts its content in place; what is not seen is not fetched. */
export const SCRIPT = `
setInterval(async () => {
  if (document.hidden) return;
  try {
    const response = await fetch(location.href, { cache: 'no-store' });
    if (!response.ok) throw new Error(response.status);
    const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
    document.title = fresh.title;
    document.getElementById('content').replaceWith(document.adoptNode(fresh.getElementById('content')));
    document.body.classList.remove('offline');
  } catch {
    document.body.classList.add('offline');
  }
}, 10000);
`;
