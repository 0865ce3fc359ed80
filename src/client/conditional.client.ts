/**
 * Shows what belongs to a ticked choice and hides what belongs to an unticked one. The components' own scripts do
 * it too, but set aria-expanded on radio buttons, which ARIA does not know there.
 */
export function revealConditional(): void {
  const choices = document.querySelectorAll<HTMLInputElement>('input[data-aria-controls]');
  const show = () => {
    for (const { checked, type, dataset } of choices) {
      const hidden = `govuk-${type === 'radio' ? 'radios' : 'checkboxes'}__conditional--hidden`;
      document.getElementById(dataset.ariaControls ?? '')?.classList.toggle(hidden, !checked);
    }
  };
  document.addEventListener('change', show);
  // A browser that brings a page back may have ticked other choices than the page was sent with.
  window.addEventListener('pageshow', show);
  show();
}
