import { part } from './parts.client';

const OPTIONS: PositionOptions = { enableHighAccuracy: true, timeout: 30_000, maximumAge: 0 };

/** Fills longitude, latitude and accuracy (degrees, metres; WGS-84) with what the device finds. */
export function positionFields(group: HTMLElement): void {
  const button = part<HTMLButtonElement>(group, '[data-locate]');
  const state = part<HTMLElement>(group, '[role="status"]');
  const say = (text: string | undefined) => (state.textContent = text ?? '');
  part<HTMLElement>(group, '.tantu-position__tools').hidden = false;
  button.addEventListener('click', () => {
    if (!window.isSecureContext || !('geolocation' in navigator)) return say(group.dataset.insecure);
    say(group.dataset.locating);
    button.disabled = true;
    navigator.geolocation.getCurrentPosition(
      ({ coords, timestamp }) => {
        button.disabled = false;
        fill(group, coords);
        const at = group.querySelector<HTMLInputElement>('input[name="positionAt"]');
        if (at) at.value = new Date(timestamp).toISOString();
        say(group.dataset.found?.replace('METRES', String(Math.round(coords.accuracy))));
      },
      (fault) => {
        button.disabled = false;
        say(fault.code === fault.PERMISSION_DENIED ? group.dataset.denied : group.dataset.unavailable);
      },
      OPTIONS,
    );
  });
}

/** Six decimals are 0.1 m, as the database keeps them. */
function fill(group: HTMLElement, coords: GeolocationCoordinates): void {
  const values = {
    longitude: coords.longitude.toFixed(6),
    latitude: coords.latitude.toFixed(6),
    positionAccuracyM: coords.accuracy.toFixed(1),
  };
  for (const [name, value] of Object.entries(values)) {
    const input = part<HTMLInputElement>(group, `input[name="${name}"]`);
    input.value = value;
    input.dispatchEvent(new Event('input', { bubbles: true }));
  }
}
