/** After this time somebody may press the button again: the answer may have been lost on the way. */
const GUARD_MS = 10_000;

const changed = new Set<HTMLFormElement>();
const sent = new WeakSet<HTMLFormElement>();

/**
 * Two guards for every form that writes: a second press while the first is on its way sends nothing, and leaving
 * the page with something typed asks first. `data-leave="free"` on a form switches the asking off.
 */
export function guardForms(): void {
  for (const form of document.forms) {
    if (form.method !== 'post') continue;
    form.addEventListener('submit', (event) => guardSubmit(form, event));
    if (form.dataset.leave !== 'free') form.addEventListener('input', () => changed.add(form));
    // A form that came back with faults holds what was typed and not yet saved.
    if (form.dataset.leave !== 'free' && form.querySelector('.govuk-form-group--error')) changed.add(form);
  }
  window.addEventListener('beforeunload', askBeforeLeaving);
  // Back from the next page, out of the browser's memory: the form may be sent again.
  window.addEventListener('pageshow', ({ persisted }) => {
    if (persisted) for (const form of document.forms) release(form);
  });
}

function guardSubmit(form: HTMLFormElement, event: SubmitEvent): void {
  if (sent.has(form)) {
    event.preventDefault();
    return;
  }
  if (event.defaultPrevented) return;
  sent.add(form);
  changed.delete(form);
  form.setAttribute('aria-busy', 'true');
  setTimeout(() => release(form), GUARD_MS);
}

function release(form: HTMLFormElement): void {
  sent.delete(form);
  form.removeAttribute('aria-busy');
}

function askBeforeLeaving(event: BeforeUnloadEvent): void {
  if (changed.size === 0) return;
  event.preventDefault();
  // Older browsers ask only when this is set; the words are the browser's own.
  event.returnValue = document.body.dataset.unsaved ?? '';
}
