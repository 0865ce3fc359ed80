/** Milliseconds between two looks. */
const PAUSE_MS = 3000;

/**
 * Keeps a line that tells of work in progress up to date, by asking for the page again and taking the line of the same
 * id from it, until the page has none any more. Nothing else of the page is touched: somebody may be filling in a form.
 */
export function keepLooking(line: HTMLElement): void {
  setTimeout(() => void look(line), PAUSE_MS);
}

async function look(line: HTMLElement): Promise<void> {
  const answer = await fetch(location.href.split('#')[0] ?? location.href, {
    headers: { Accept: 'text/html' },
  }).catch(() => null); // offline: the next look may find the office again
  if (!answer?.ok) return keepLooking(line);
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  const fresh = page.getElementById(line.id);
  line.replaceChildren(...(fresh?.childNodes ?? []));
  if (fresh) keepLooking(line);
}
