import { part } from './parts.client';

const FLAG = '.tantu-flag';
/** Whether somebody has switched the single keys off, for this browser. */
const SWITCH = 'tantu.review.keys';
const TYPING = 'input:not([type="radio"]):not([type="checkbox"]), textarea, select';

/**
 * Keys for whoever decides on many flags: to the next and the one before, decide, take an offered reason, send. All of
 * it can be done without; the keys can be switched off, since some people's devices send single letters by themselves.
 */
export function reviewFlags(list: HTMLElement): void {
  const keys = part<HTMLDetailsElement>(list, '[data-keys]');
  const on = part<HTMLInputElement>(keys, '#keys-on');
  keys.hidden = false;
  on.checked = localStorage.getItem(SWITCH) !== 'off';
  on.addEventListener('change', () => localStorage.setItem(SWITCH, on.checked ? 'on' : 'off'));
  const flags = [...list.querySelectorAll<HTMLElement>(FLAG)];
  for (const flag of flags) offerReasons(flag);
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
    const isTyping = event.target instanceof Element && event.target.matches(TYPING);
    if (event.key === 'Escape' && isTyping) return flagAround(event.target)?.focus();
    if (isTyping || !on.checked) return;
    if (act(event.key, flags, keys)) event.preventDefault();
  });
  // The flag that follows the one that was decided, as its address names it.
  if (location.hash.startsWith('#flag-')) document.getElementById(location.hash.slice(1))?.focus();
}

const flagAround = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>(FLAG) : null;

/** @returns whether the key was one of ours */
function act(key: string, flags: readonly HTMLElement[], keys: HTMLDetailsElement): boolean {
  const isAlone = flags.length === 1;
  const at = isAlone ? 0 : flags.indexOf(flagAround(document.activeElement)!);
  // Elsewhere the arrows scroll, or choose among radio buttons.
  const moves = !isAlone && at >= 0 && !document.activeElement?.matches('input[type="radio"]');
  if (key === '?') return toggle(keys);
  if (key === 'j' || (key === 'ArrowDown' && moves)) return go(flags[at + 1], flags[at]);
  if (key === 'k' || (key === 'ArrowUp' && moves)) return go(flags[Math.max(0, at - 1)]);
  const flag = flags[at];
  if (!flag) return false;
  if (key === 'o') return open(flag);
  const choice = flag.querySelector<HTMLInputElement>(`input[data-key="${CSS.escape(key)}"]`);
  return choice ? choose(flag, choice) : false;
}

/** Behind the last flag of a page of one comes the next page. */
function go(flag: HTMLElement | undefined, last?: HTMLElement): boolean {
  if (flag) {
    flag.focus({ preventScroll: true });
    flag.scrollIntoView({ block: 'start' });
  } else if (last?.dataset.next) location.assign(last.dataset.next);
  return true;
}

function toggle(keys: HTMLDetailsElement): boolean {
  keys.open = !keys.open;
  part<HTMLElement>(keys, 'summary').focus();
  return true;
}

function open(flag: HTMLElement): boolean {
  const link = flag.querySelector<HTMLAnchorElement>('a[data-open]');
  link?.click();
  return link !== null;
}

function choose(flag: HTMLElement, choice: HTMLInputElement): boolean {
  choice.checked = true;
  choice.dispatchEvent(new Event('change', { bubbles: true }));
  part<HTMLInputElement>(flag, 'input[name="reason"]').focus();
  return true;
}

/** Reasons for the chosen decision as buttons, and under the arrow keys of the field, which Enter then sends. */
function offerReasons(flag: HTMLElement): void {
  const field = flag.querySelector<HTMLInputElement>('input[name="reason"]');
  if (!field) return; // what has closed by itself has no form any more
  const quick = part<HTMLElement>(flag, '.tantu-flag__quick');
  // The browser's own list would take the arrow keys and Enter.
  field.removeAttribute('list');
  let reasons: readonly string[] = [];
  const show = (): void => {
    const chosen = flag.querySelector<HTMLInputElement>('input[name="decision"]:checked');
    reasons = chosen ? (JSON.parse(chosen.dataset.reasons ?? '[]') as string[]) : [];
    quick.hidden = reasons.length === 0;
    quick.replaceChildren(...reasons.map((reason) => button(reason, () => take(field, reason))));
  };
  flag.addEventListener('change', ({ target }) => {
    if (target instanceof HTMLInputElement && target.name === 'decision') show();
  });
  field.addEventListener('keydown', (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined || reasons.length === 0 || event.isComposing) return;
    event.preventDefault();
    const at = reasons.indexOf(field.value);
    const next = at < 0 ? (step > 0 ? 0 : reasons.length - 1) : (at + step + reasons.length) % reasons.length;
    take(field, reasons[next]!);
  });
  show();
}

function button(text: string, press: () => void): HTMLButtonElement {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = 'tantu-flag__reason';
  made.textContent = text;
  made.addEventListener('click', press);
  return made;
}

function take(field: HTMLInputElement, reason: string): void {
  field.value = reason;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  field.focus();
  field.setSelectionRange(reason.length, reason.length);
}
