import { createAll, ErrorSummary, PasswordInput, SkipLink } from 'govuk-frontend';
import { revealConditional } from './conditional.client';
import { guardForms } from './forms.client';
import { closeMenus } from './menu.client';
import { overlayPhotos } from './overlay.client';
import { positionFields } from './position.client';
import { reviewFlags } from './review.client';
import { keepLooking } from './progress.client';
import { signaturePad } from './signature.client';
import { uploadForm } from './upload.client';

// A page that answers a sent form stands under the form's own address: to be loaded again, and without the form's token.
const { formAddress } = document.body.dataset;
if (formAddress) history.replaceState(history.state, '', formAddress);

// The components look for these classes; an inline script, which the content policy forbids, would set them otherwise.
document.body.classList.add('js-enabled', 'govuk-frontend-supported');
for (const component of [ErrorSummary, PasswordInput, SkipLink]) createAll(component);

enhance('tantu-signature', signaturePad);
enhance('tantu-position', positionFields);
enhance('tantu-upload', uploadForm);
enhance('tantu-progress', keepLooking);
enhance('tantu-menu', closeMenus);
enhance('tantu-review', reviewFlags);
enhance('tantu-overlay', overlayPhotos);
revealConditional();
guardForms();

/** One enhancement that fails must not take the others with it: without it the page still works. */
function enhance<E extends HTMLElement>(module: string, start: (element: E) => void): void {
  for (const element of document.querySelectorAll<E>(`[data-module="${module}"]`)) {
    try {
      start(element);
    } catch (error) {
      queueMicrotask(() => {
        throw error;
      });
    }
  }
}
