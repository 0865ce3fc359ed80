import { part } from './parts.client';

/** One photo over the other: the slider says how much of the upper one shows, so that what moved or changed blinks. */
export function overlayPhotos(box: HTMLElement): void {
  const over = part<HTMLImageElement>(box, '.tantu-compare__image--over');
  const slider = part<HTMLInputElement>(box, 'input[type="range"]');
  const show = (): void => {
    over.style.opacity = String(Number(slider.value) / 100);
  };
  slider.addEventListener('input', show);
  box.hidden = false;
  show();
}
